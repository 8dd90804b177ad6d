import { type Finding, GraderError } from "../core/errors.ts";
import { baseImages } from "../dockerfile/file.ts";
import { absentImage } from "../images/absent.ts";
import { aptPackagesOf } from "../images/packages.ts";
import { recipeFor } from "../images/variants.ts";
import { oddInCommand } from "../sandbox/odd-character.ts";
import { type FailedBuild, failedStep, finding, lineOf, type Rule, where } from "./build-finding.ts";
import { failedStage } from "./failed-stage.ts";
import { notCopied } from "./not-copied.ts";
import { PACKAGE_RULES, packageMissing } from "./package-failure.ts";

/** Puts a failed build into words: whose fault it is, and where to look. The first rule that matches decides. */
export function explainBuild(build: FailedBuild): Finding | GraderError {
  for (const { pattern, explain } of RULES) {
    const match = pattern.exec(build.output);
    if (match) return explain(match, build);
  }
  const step = failedStep(build);
  const message =
    step === undefined ? "The image does not build." : `The image does not build: this step failed: ${step}`;
  const hint = oddInCommand(step ?? "");
  return finding("BUILD_FAILED", message, build, hint === undefined ? {} : { hint });
}

const RULES: readonly Rule[] = [
  {
    // Not of a RUN: its own words are repeated in the error.
    pattern:
      /^(?:#\d+ )?ERROR: (?!.{0,1000}(?:executor failed running|process ")).{0,1000}(?:toomanyrequests|429 Too Many Requests)/im,
    explain: (_, build) => imageMissing("limit", build),
  },
  {
    // The error of the step that asks the registry, not of any step: a RUN may find a connection refused, too.
    pattern:
      /^#(\d{1,6}) (?:\[.{0,100}?\] ){0,2}(?:load metadata for|FROM) (\S{1,300})\n(?:[\s\S]{0,9000}?\n)?#\1 ERROR: .{0,1000}?(?:failed to do request|no such host|i\/o timeout|connection refused|TLS handshake)/m,
    explain: (match, build) => imageMissing("unreachable", build, match[2]),
  },
  {
    // The builder's own words, not those of a RUN. It mounts what it copies from; engines before 23 say "merged" there.
    pattern:
      /^#\d{1,6} ERROR: (?:[^"\n]{0,300}"(\/[^"\n]{1,300})"(?: not found)?: not found$|[^"\n]{0,600}?lstat \S{0,300}?\/(?:merged|buildkit-mount\d{1,20})(\/[^\n]{0,300}?): no such file|lstat \S{0,300}(\/[^/\s]{1,255}): no such file)|COPY failed: file not found[^:]{0,100}: stat (\S{1,300})/m,
    explain: (match, build) => notCopied(match[1] ?? match[2] ?? match[3] ?? match[4] ?? "", build),
  },
  {
    pattern:
      /(?:ERROR: |failed to solve: )(\S{1,300}?): (?:[^\n]{0,1000}: )?(?:not found|pull access denied|manifest unknown|failed to resolve source metadata)|^(?:#\d+ )?ERROR: (?!.{0,1000}(?:executor failed running|process ")).{0,1000}pull access denied/m,
    explain: (_, build) => {
      const base = baseImages(build.dockerfile.text).join(", ");
      return finding("BASE_UNKNOWN", `The base image ${base} does not exist.`, build, {
        expected: "a FROM line with an image and a tag that exist",
        hint: "Compare the FROM line, letter by letter, with the tags that the image's page lists.",
        ...lineOf(build, /^\s{0,200}FROM\s/i),
      });
    },
  },
  {
    pattern: /no build stage in current context/,
    explain: (_, build) => {
      const { line = 1 } = lineOf(build, /^\s*(?!ARG\s)[^\s#]/i);
      const message = `The Dockerfile cannot be read: line ${line}: the first instruction has to be FROM.`;
      return finding("dockerfile-unreadable", message, build, { line });
    },
  },
  {
    pattern: /dockerfile parse error(?: on)? line (\d+): ([^\n]*)/i,
    explain: (match, build) =>
      finding("dockerfile-unreadable", `The Dockerfile cannot be read: line ${match[1]}: ${match[2]}.`, build, {
        line: Number(match[1]),
      }),
  },
  {
    // Whatever else it says: a server that is out of reach is not why it stops.
    pattern: /\bDo you want to continue\? \[Y\/n\] Abort\./,
    explain: (_, build) =>
      finding("BUILD_FAILED", "While the image is built, apt asks whether to go on, and nobody answers.", build, {
        hint: "Look at the options of the command that installs: one of them says yes beforehand.",
      }),
  },
  ...PACKAGE_RULES,
  {
    pattern:
      /Temporary failure resolving|Could not resolve '|Failed to fetch .{0,500}(?:Could not connect|Temporary failure)/,
    explain: (_, build) =>
      new GraderError(
        "PACKAGE_MISSING",
        `${where(build)} installs Debian packages, and this machine cannot reach a package server.`,
        "Run the check where the network allows it, or install without apt.",
      ),
  },
  {
    // The first is of ADD itself: what a RUN says stands behind a time.
    pattern:
      /^#\d+ ERROR: (?:Get|Head) "?(\S+?)"?: .*(?:no such host|i\/o timeout|connection refused|unreachable)|(?:Could not resolve host:|unable to resolve host address) ['‘]?([\w.-]+)/m,
    explain: (match, build) =>
      new GraderError(
        "PACKAGE_MISSING",
        `${where(build)} fetches something from ${match[1] ?? match[2]}, which this machine cannot reach.`,
        "Run the check where the network allows it, or install it as the handout says.",
      ),
  },
  {
    pattern: /\b(curl|wget|git): (?:command )?not found/,
    explain: (match, build) => programMissing(match[1] ?? "", build),
  },
  {
    // What apt says on its two streams gets mixed: its "E:" may stand in another line.
    pattern: /\bUnable to locate package (\S+)|\bPackage '(\S+)' has no installation candidate/,
    explain: (match, build) => packageUnknown(match[1] ?? match[2] ?? "", build),
  },
  {
    pattern: /(?:apk|yum|dnf|microdnf): (?:command )?not found/,
    explain: (match, build) =>
      finding(
        "COMMAND_MISSING",
        `The Dockerfile calls ${match[0].split(":")[0]}, which its base image does not have.`,
        build,
        {
          hint: "Each distribution has its own package manager: see which one the base image in FROM is made from.",
        },
      ),
  },
  {
    pattern: /Tracker "idealTree" already exists/,
    explain: (_, build) => finding("NPM_IN_ROOT", "npm cannot install in the root folder of the image.", build),
  },
];

function imageMissing(why: "limit" | "unreachable", build: FailedBuild, asked?: string): Finding | GraderError {
  const named = asked?.replace(/^docker\.io\/(library\/)?/, "") ?? baseImages(build.dockerfile.text).join(", ");
  return absentImage(named, {}, { why }, build.available);
}

/** An image whose apt asks a folder of ours only cannot tell a wrong name from one that is missing there. */
function packageUnknown(name: string, build: FailedBuild): Finding | GraderError {
  const { base, text } = failedStage(build);
  const known = base === undefined ? undefined : aptPackagesOf(base);
  const updated = /\bapt(?:-get)?\b.*\bupdate\b/.test(text);
  if (build.standIn && known !== undefined && updated && !known.has(name))
    return packageMissing("apt", { name, words: name }, build, known);
  return finding("PACKAGE_UNKNOWN", `apt knows no package ${name}.`, build, {
    hint: updated
      ? "Look at the name of the package, and at whether the list of packages is still there when it is looked for."
      : "The image comes without a list of packages: look at what fetches that list.",
  });
}

/** Full images of Docker Hub have programs that a stand-in lacks; small ones (and what is made from Debian's) have not. */
function programMissing(program: string, build: FailedBuild): Finding | GraderError {
  const { base } = failedStage(build);
  const full =
    base !== undefined && recipeFor(base) !== undefined && !/slim|alpine|^(?:debian|redis|postgres)\b/.test(base);
  if (build.standIn && full)
    return new GraderError(
      "PACKAGE_MISSING",
      `${where(build)} calls ${program}, which the image that stands in for the real one here does not have.`,
      "Run the check where Docker Hub can be reached, or do it as the handout says.",
    );
  return finding("COMMAND_MISSING", `The Dockerfile calls ${program}, which its base image does not have.`, build, {
    hint: "Look at what the base image has: what is missing has to be installed before it is called.",
  });
}
