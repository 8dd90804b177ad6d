import { FenceWalk } from "./fences.ts";
import type { Problem } from "./problem.ts";
import type { Line } from "./scanner.ts";

const HEADING = /^(#{1,6})(?![#!\d\s])\S/;
const FENCED_STAR = /^\*/;
/** Five fields of times, and a command. */
const CRONTAB = /^\*(?:\/\d+)?(?:[ \t]+[\d*][\d*,/-]*){4}[ \t]+\S/;
const BRANCH = /^[* ] \S+$/;

/** What is most likely a slip of the pen: it may be meant, so that it is told and stops nothing. */
export function slips(lines: readonly Line[]): readonly Problem[] {
  const problems: Problem[] = [];
  const walk = new FenceWalk();
  let block: Line[] = [];
  for (const line of lines) {
    const code = walk.inside(line.text);
    if (code && walk.open) block.push(line);
    else {
      problems.push(...stars(block.slice(1)));
      block = [];
    }
    const [, marks] = code ? [] : (HEADING.exec(line.text) ?? []);
    if (marks !== undefined) problems.push(warning(line, `a heading needs a blank: write "${marks} Title"`));
  }
  return problems;
}

/** A star at the beginning of a line of code marks the line, unless what these lines show plainly begins with one. */
function stars(code: readonly Line[]): readonly Problem[] {
  const starred = code.filter(({ text }) => FENCED_STAR.test(text));
  const branches = code.length > 1 && starred.length === 1 && code.every(({ text }) => BRANCH.test(text));
  const shown = starred.filter(({ text }) => branches || CRONTAB.test(text));
  return shown.map((line) =>
    warning(line, 'the first star marks this line and is not shown: write "\\*" for one that is'),
  );
}

function warning({ file, line }: Line, message: string): Problem {
  return { file, line, message, warning: true };
}
