import { Finding, GraderError } from "../core/errors.ts";
import { parseImageName } from "../engine/image-name.ts";
import { closestName } from "./spelling.ts";

/** Where an image is named. */
export interface Where {
  /** Path inside the submission. */
  readonly file?: string;
  readonly line?: number;
  /** The service of a compose file that starts it. */
  readonly service?: string;
}

/** Why an image is not available. */
export type Absence =
  | { readonly why: "unknown"; readonly said: string }
  | { readonly why: "limit" | "unreachable" | "late" }
  /** It is here, or there, for other platforms. */
  | { readonly why: "platform"; readonly platform: string; readonly found?: string };

/** Puts what the docker command said of a pull that failed into a reason. */
export function whyNotPulled(output: string, { late, platform = "" }: { late: boolean; platform?: string }): Absence {
  if (late) return { why: "late" };
  if (/no matching manifest|does not match the specified platform|was found but does not match/i.test(output))
    return { why: "platform", platform: platform === "" ? "this machine's platform" : platform };
  if (UNKNOWN.test(output)) return { why: "unknown", said: output.trim() };
  return { why: /toomanyrequests|429 Too Many Requests/i.test(output) ? "limit" : "unreachable" };
}

/** Registries say "denied" of what is not there as well: they do not tell strangers what is private. */
const UNKNOWN =
  /(?:manifest|name) unknown|not found: |: not found\b|pull access denied|access to the resource is denied|authentication required/i;

const OUR_SIDE = {
  limit: "the registry refuses more downloads for now (429)",
  unreachable: "the registry cannot be reached",
  late: "fetching it takes too long",
} as const;

/** The error for an image that is not available. `available` are the tags that a submission can count on here. */
export function absentImage(
  name: string,
  { service, ...place }: Where,
  absence: Absence,
  available: readonly string[],
): Finding | GraderError {
  const what = service === undefined ? `base image ${name}` : `image ${name} of ${service}`;
  if (absence.why === "unknown")
    return new Finding(service === undefined ? "BASE_UNKNOWN" : "IMAGE_UNKNOWN", `The ${what} does not exist.`, {
      expected: "an image with a tag that exists",
      evidence: absence.said,
      hint: "Compare the name, letter by letter, with the tags that the image's page lists.",
      ...place,
    });
  if (absence.why === "platform") return otherPlatform(name, absence);
  const wanted = parseImageName(name)?.short ?? name;
  const close = meant(wanted, available);
  return new GraderError(
    absence.why === "limit" ? "REGISTRY_LIMIT" : "IMAGE_MISSING",
    `The image ${name} is not on this machine, and ${OUR_SIDE[absence.why]}.`,
    `${close === undefined ? "" : `Check the spelling: did you mean ${close}? `}${availableHere(available, repositoryOf(close ?? wanted))}`,
  );
}

function otherPlatform(
  name: string,
  { platform, found }: { readonly platform: string; readonly found?: string },
): GraderError {
  const here = found === undefined ? "" : ` What is on this machine under that name is for ${found}.`;
  return new GraderError(
    "IMAGE_MISSING",
    `The image ${name} is not available here for ${platform}.${here}`,
    "Run the check on a machine of that platform, or where a registry has the image for it.",
  );
}

/** Versions are meant as they are written: another one is no slip of the keyboard. */
function meant(wanted: string, available: readonly string[]): string | undefined {
  const digits = (text: string) => text.replace(/\D+/g, " ").trim();
  return closestName(
    wanted,
    available.filter((tag) => digits(tag) === digits(wanted)),
  );
}

const SHOWN_IMAGES = 12;

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
