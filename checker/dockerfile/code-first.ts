import { posix } from "node:path";
import { planIn } from "./file.ts";
import { effective, type Instruction, valuesOf } from "./instruction.ts";
import { sourcesOf } from "./settled.ts";
import { instructionText } from "./write.ts";

const INSTALL = /\b(pip3?|gem|npm|yarn|bundle|apt-get|apt|apk|mvn)\b.*\b(install|add|ci|package|resolve)\b/;
/** What programs are written in. Lists of packages, settings and start scripts change seldom: copying those first is right. */
const CODE = new Set([".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".java", ".go", ".php", ".html", ".css"]);
/** Names without an ending that are neither code nor a folder with code. */
const NO_CODE =
  /^(?:\..*|.*lock.*|requirements?|reqs?|deps|Gemfile|Pipfile|Rakefile|Makefile|Procfile|mvnw|gradlew|.*entrypoint|start)$/i;

/** The line (from 1) of an installation that comes after the code was copied, in the same stage. */
export function layersCodeFirst(dockerfile: string): number | undefined {
  for (const { steps } of planIn(dockerfile)?.stages ?? []) {
    const copied = steps.findIndex(copiesCode);
    const late = copied < 0 ? undefined : steps.slice(copied).find(installs);
    if (late) return late.line;
  }
  return undefined;
}

function copiesCode(step: Instruction): boolean {
  const copy = effective(step);
  if (!["COPY", "ADD"].includes(copy.keyword) || valuesOf(copy, "from").length > 0) return false;
  return sourcesOf(copy)
    .map((source) => source.replaceAll(/["']/g, ""))
    .some(isCode);
}

/** A file with code, a folder that is not known to hold none, or everything. */
function isCode(source: string): boolean {
  if (/^<<|:\/\//.test(source)) return false;
  const name = posix.basename(posix.normalize(source));
  if (name === "." || name === "*" || name === "**") return true;
  const ending = posix.extname(name);
  return ending === "" ? !NO_CODE.test(name) : CODE.has(ending.toLowerCase());
}

function installs(step: Instruction): boolean {
  const texts = [instructionText(step), ...step.documents.flatMap(({ content }) => content.split("\n"))];
  return step.keyword === "RUN" && texts.some((text) => INSTALL.test(text));
}
