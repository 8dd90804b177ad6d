import type { Instruction } from "../dockerfile/instruction.ts";
import { instructionText } from "../dockerfile/write.ts";
import { planIn } from "./dockerfile.ts";

const INSTALL = /\b(pip3?|gem|npm|yarn|bundle|apt-get|apt|apk)\b.*\b(install|add|ci)\b/;
/** Copying one of these first is the right way: they say what to install. */
const MANIFEST =
  /(requirements[\w.-]{0,100}\.txt|Pipfile(\.lock)?|Gemfile(\.lock)?|package(-lock)?\.json|pyproject\.toml)\b/;

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
  const text = instructionText(step);
  return ["COPY", "ADD"].includes(step.keyword) && !MANIFEST.test(text) && !text.includes("--from=");
}

function installs(step: Instruction): boolean {
  const texts = [instructionText(step), ...step.documents.flatMap(({ content }) => content.split("\n"))];
  return step.keyword === "RUN" && texts.some((text) => INSTALL.test(text));
}
