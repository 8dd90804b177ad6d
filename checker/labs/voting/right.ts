import { accepted, rename } from "../answers.ts";

export const right = accepted("voting", {
  title: "compose.yaml",
  edit: rename("docker-compose.yml", "compose.yaml"),
});
