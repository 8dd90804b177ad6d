import { DockerfileParser } from "dockerfile-ast";

const INSTALL = /\b(pip3?|gem|npm|yarn|bundle|apt-get|apt|apk)\b.*\b(install|add|ci)\b/;
/** Copying one of these first is the right way: they say what to install. */
const MANIFEST =
  /(requirements[\w.-]{0,100}\.txt|Pipfile(\.lock)?|Gemfile(\.lock)?|package(-lock)?\.json|pyproject\.toml)\b/;

/** The line (from 1) of an installation that comes after the code was copied, in the same stage. */
export function layersCodeFirst(dockerfile: string): number | undefined {
  let copied = false;
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const keyword = instruction.getKeyword();
    const text = instruction.getTextContent();
    if (keyword === "FROM") copied = false;
    else if (keyword === "COPY" || keyword === "ADD") copied ||= !MANIFEST.test(text) && !text.includes("--from=");
    else if (keyword === "RUN" && copied && INSTALL.test(text.replace(/\\\n/g, " ")))
      return instruction.getRange().start.line + 1;
  }
  return undefined;
}
