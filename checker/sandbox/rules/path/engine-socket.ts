import type { PathRule } from "./rule.ts";

export const engineSocket: PathRule = {
  id: "path-engine-socket",
  why: "Whoever has the engine's socket is root on the machine that judges, and reads everybody's work.",
  instead: "no socket: nothing in this application has to talk to the Docker engine",
  example: 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
  refuses: (path) => /\b(?:docker|containerd|podman|crio|buildkitd?)\.sock\b|[\\/]pipe[\\/]+docker_engine/i.test(path),
};
