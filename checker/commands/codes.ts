import { ANSWERS } from "../core/codes/answers.ts";
import { BUILD } from "../core/codes/build.ts";
import { COMPOSE } from "../core/codes/compose.ts";
import { LIMITS } from "../core/codes/limits.ts";
import type { Page } from "../core/codes/page.ts";
import { START } from "../core/codes/start.ts";
import type { NamedLab } from "../labs/catalogue.ts";
import { wrap } from "../report/layout.ts";
import { RULE_PAGES } from "../sandbox/rules/pages.ts";

interface Chapter {
  readonly title: string;
  readonly pages: Readonly<Record<string, Page>>;
}

/** Every code that a finding can have. */
export function chapters(labs: readonly NamedLab[]): readonly Chapter[] {
  return [
    { title: "Dockerfiles and builds", pages: BUILD },
    { title: "Starting", pages: START },
    { title: "Compose files and stacks", pages: COMPOSE },
    { title: "Names, ports and answers", pages: ANSWERS },
    ...labs.flatMap(({ lab: { title, codes } }) => (codes === undefined ? [] : [{ title, pages: codes }])),
    { title: "Limits", pages: LIMITS },
    { title: "Refused before anything runs", pages: Object.fromEntries(RULE_PAGES.map((page) => [page.code, page])) },
  ];
}

/** docs/codes.md, whole. */
export function codesPage(labs: readonly NamedLab[]): string {
  const sections = chapters(labs).map(({ title, pages }) => {
    const entries = Object.entries(pages).map(([code, { means, example, look }]) =>
      [`### ${code}`, plain(means), `- Example: ${plain(example)}\n- ${plain(look)}`].join("\n\n"),
    );
    return [`## ${title}`, ...entries].join("\n\n");
  });
  return `${[HEAD, ...sections].join("\n\n")}\n`;
}

const HEAD = `# Codes

What is wrong with a work has a code, which stays the same when the words change. \`npm run check -- --explain CODE\` prints what
stands here. Made from the tables in \`checker/core/codes/\`, the rules in \`checker/sandbox/rules/\` and the labs' own \`codes.ts\`:
\`npx vitest run --project unit checker/commands/codes --update\` writes it anew.`;

/** Text that Markdown shows as it is. */
function plain(text: string): string {
  return text.replace(/[\\`*_<[\]]/g, "\\$&");
}

/** What is told of a code at a terminal; undefined for what is no code. */
export function codeText(labs: readonly NamedLab[], words: string, width: number): string | undefined {
  const pages = chapters(labs).flatMap(({ pages }) => Object.entries(pages));
  const found = pages.find(([code]) => code.toLowerCase() === words.toLowerCase());
  if (found === undefined) return undefined;
  const [code, { means, example, look }] = found;
  return [code, "", ...wrap(means, width), "", ...wrap(`Example: ${example}`, width), ...wrap(look, width)].join("\n");
}
