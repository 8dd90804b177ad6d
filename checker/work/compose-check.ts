import { readComposeFile } from "./compose-file.ts";
import { check } from "./work.ts";

const WHY = "Compose reads everything from this file: it has to be one that Compose accepts.";

/** The check with which every part about a compose file begins; `section` is the anchor of the handout's section. */
export function composeFile(section: string, points: number) {
  return check("compose: the file is there and valid", { points, section, why: WHY }, readComposeFile);
}
