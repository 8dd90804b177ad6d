import { type DeckError, describe } from "../format/problem.ts";
import { escapeHtml, inScript } from "../render/html.ts";

/** Instead of a deck: what is wrong with it. It goes away by itself when that is mended. */
export function problemPage({ problems }: DeckError, script: string): string {
  const items = problems.map((problem) => `<li><code>${escapeHtml(describe(problem))}</code></li>`).join("\n");
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>This deck has problems</title></head>
<body style="font: 1.2rem/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark">
<h1>This deck has problems</h1>
<ul>
${items}
</ul>
<script>${inScript(script)}</script>
</body>
</html>
`;
}
