import { type GraderCode, GraderError } from "../core/errors.ts";
import { closestName } from "../images/spelling.ts";

const SHOWN_IMAGES = 12;

/** An image that is not here and cannot be fetched, and `why`: never the student's fault. `available` are tags that are here. */
export function absentImage(code: GraderCode, name: string, why: string, available: readonly string[]): GraderError {
  const wanted = name.replace(/^docker\.io\/(library\/)?/, "").replace(/:$/, "");
  const close = closestName(wanted, available);
  const spelling = close === undefined || close === wanted ? "" : `Check the spelling: did you mean ${close}? `;
  return new GraderError(
    code,
    `The image ${wanted} is not on this machine, and ${why}.`,
    `${spelling}${availableHere(available, repositoryOf(close ?? wanted))}`,
  );
}

/** Images of the same repository first: another tag is what is usually meant. */
function availableHere(available: readonly string[], repository: string): string {
  if (available.length === 0) return "No base image is available here.";
  const near = (image: string) => Number(repositoryOf(image) === repository);
  const sorted = available.toSorted((one, other) => near(other) - near(one));
  const rest = sorted.length - SHOWN_IMAGES;
  return `Available here: ${sorted.slice(0, SHOWN_IMAGES).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}

function repositoryOf(image: string): string {
  return image.replace(/[:@][^/]*$/, "");
}
