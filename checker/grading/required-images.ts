import { normalReference } from "../images/reference.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { AGENT_IMAGE } from "../probe/agent.ts";

/**
 * The images that have to be there before some labs are judged: what they declare, and the checker's own. Nobody waits for
 * images of labs that are not judged.
 */
export function imagesFor(labs: readonly NamedLab[]): readonly string[] {
  const named = labs.flatMap(({ lab }) => lab.images);
  return [...new Set([AGENT_IMAGE, ...named].map(normalReference))].sort();
}
