import { type Finding, GraderError } from "../core/errors.ts";
import type { Manager } from "../images/lab-packages.ts";
import { cachedPackages, type Packages } from "../images/packages.ts";
import { closestName } from "../images/spelling.ts";
import { type FailedBuild, failedStep, finding, type Rule, where } from "./build-finding.ts";

/** What a package manager could not find. */
interface Asked {
  readonly name: string;
  /** As it was asked for: with a version. */
  readonly words: string;
  /** The file of the submission that names it. */
  readonly file?: string;
}

/** What package managers say of packages that they do not find, or that are not those of a lock file. */
export const PACKAGE_RULES: readonly Rule[] = [
  {
    pattern: /No matching distribution found for ([^\s(]+)/,
    explain: ([, words = ""], build) => {
      const name = words.split(/[<>=!~;[]/)[0] ?? words;
      return packageMissing("pip", { name, words, ...fileOf(requirementsOf(build)) }, build);
    },
  },
  {
    pattern: /DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE[\s\S]{0,9000}?^(?:#\d+ )?[\d.]* *(\S{1,200}) from /m,
    explain: ([, words = ""], build) => repacked(words, requirementsOf(build) ?? "the requirements", build),
  },
  {
    pattern: /Could not find a valid gem '([^']+)' \(([^)]*)\)/,
    explain: ([, name = "", version = ""], build) =>
      packageMissing("gem", { name, words: versioned(name, version) }, build),
  },
  {
    // Of a Gemfile.
    pattern: /Could not find gem '([^' ]{1,200}?)(?: \(([^)]{0,200})\))?'/,
    explain: ([, name = "", version = ""], build) =>
      packageMissing("gem", { name, words: versioned(name, version), file: "Gemfile" }, build),
  },
  {
    // Of a Gemfile.lock, which has a version for everything.
    pattern: /Your bundle is locked to ([\w-]+) \(([^)]+)\)|Could not find ([\w-]+)-(\d[\w.]*)(?:, [\w.-]+)* in /,
    explain: ([, locked, version, other = "", its = ""], build) => {
      const name = locked ?? other;
      return packageMissing("gem", { name, words: versioned(name, version ?? its), file: "Gemfile.lock" }, build);
    },
  },
  {
    // An archive that a lock file names: its address ends in the version.
    pattern:
      /(?:404 Not Found - GET |error (?:Error|An unexpected error occurred): "?)https:\/\/registry\.[a-z.]{1,30}\/((?:@[^/\s]{1,100}\/)?([^/\s]{1,200}))\/-\/\2-(\d\S{0,100}?)\.tgz/,
    explain: ([, name = "", , version = ""], build) => {
      const file = /\byarn\b/.test(failedStep(build) ?? "") ? "yarn.lock" : "package-lock.json";
      return packageMissing("npm", { name, words: `${name}@${version}`, file }, build);
    },
  },
  {
    pattern:
      /npm (?:ERR!|error) (?:code (?:ENOTCACHED|E404|ETARGET|ENOTFOUND|EAI_AGAIN)|notarget)[\s\S]{0,9000}?(?:request to \S{1,300}\/(\S{1,200}?) failed|No matching version found for (\S{1,300}?)\.?$|'((?:@[^@'\s]{1,100})?[^@'\s]{1,200}@[^']{0,200})' is not in)/m,
    explain: ([, path, wanted, unknown], build) =>
      npmMissing(decodeURIComponent(path ?? wanted ?? unknown ?? ""), build),
  },
  {
    pattern:
      /error Couldn't find any versions for "([^"]{1,200})" that matches "([^"]{0,200})"|registry\.yarnpkg\.com\/(\S{1,200}): Not found|error Couldn't find package "([^"]{1,200})"/,
    explain: ([, name, range, path, unknown], build) =>
      npmMissing(name === undefined ? decodeURIComponent(path ?? unknown ?? "") : `${name}@${range}`, build),
  },
];

/** With a stand-in, an unknown package is our gap; with a real base image and a network it is the student's mistake. */
export function packageMissing(
  manager: Manager,
  { name, words, file }: Asked,
  build: FailedBuild,
  known: Packages = cachedPackages()[manager],
): Finding | GraderError {
  const close = closestName(name, [...known.keys()]);
  const spelling = close !== undefined && close !== name ? ` Check the spelling: did you mean ${close}?` : "";
  const named = file === undefined ? "" : ` (named in ${file})`;
  if (!build.standIn) {
    return finding("PACKAGE_UNKNOWN", `${manager} knows no package ${words}${named}.`, build, {
      hint: `Look at the name and the version of the package.${spelling}`,
    });
  }
  const versions = known.get(name.toLowerCase()) ?? [];
  const here = versions.length === 0 ? "" : ` Versions of ${name} that are here: ${versions.map(inWords).join(", ")}.`;
  return new GraderError(
    "PACKAGE_MISSING",
    `${where(build)} asks ${manager} for ${words}${named}, which this machine does not have.`,
    `Without Internet, ${manager} can install: ${[...known.keys()].join(", ")}.${here}${spelling}`,
  );
}

/** What stand-ins install has the right version, but was packed anew. */
function repacked(words: string, file: string, build: FailedBuild): Finding | GraderError {
  if (!build.standIn)
    return finding("PACKAGE_CHANGED", `pip refuses ${words}: it is not what ${file} has the checksum of.`, build, {
      hint: `Look at how ${file} was made, and whether it was edited since.`,
    });
  return new GraderError(
    "PACKAGE_MISSING",
    `${where(build)} asks pip for ${words} with the checksum that ${file} has; this machine has it packed in another way.`,
    "Run the check where the package servers can be reached, or leave the checksums out.",
  );
}

/** npm's spelling: `express@^4.0.0`; without a version it asks for any. */
function npmMissing(asked: string, build: FailedBuild): Finding | GraderError {
  const name = asked.replace(/(?!^)@.*$/, "");
  const words = asked.replace(/(?!^)@(?:\*|latest)?$/, "");
  const step = failedStep(build) ?? "";
  // A step that names packages itself asks for those; what they ask for in turn is named nowhere.
  const file = step.includes(name) ? undefined : /\b(?:npm|yarn)\b/.test(step) ? "package.json" : undefined;
  return packageMissing("npm", { name, words, ...fileOf(file) }, build);
}

/** The file that pip was told to read. */
function requirementsOf(build: FailedBuild): string | undefined {
  return /\s(?:-r|--requirement)[=\s]*["']?([^\s"']+)/.exec(failedStep(build) ?? "")?.[1];
}

function fileOf(file: string | undefined): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

/** `>= 0` is RubyGems' word for any version. */
function versioned(name: string, version: string): string {
  return version === "" || version === ">= 0" ? name : `${name} (${version})`;
}

/** A major alone stands for the newest of it. */
function inWords(version: string): string {
  return /^\d+$/.test(version) ? `${version}.x` : version;
}
