import type { Report } from "../core/report.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { exhibitCard } from "./html-bars.ts";
import { adviceCard, checksCard, troubleCard } from "./html-checks.ts";
import { headerPart, totalCard } from "./html-header.ts";
import { style } from "./html-style.ts";
import { timelineCard } from "./html-timeline.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup, trusted } from "./markup.ts";
import { view } from "./view.ts";

/** Nothing is loaded, nothing runs, nothing is sent: whatever a student wrote, this page can only show it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The reports as one file that needs nothing else: to keep, to mail, to print, to hand back. `before` comes first. */
export function html(originals: readonly Report[], before?: Markup): string {
  const reports = mapTexts(originals, terminalText);
  const names = reports.map(({ lab, part }) => `${lab} ${part}`).join(", ");
  const [only] = reports.length === 1 ? reports : [];
  const cards = [before, reports.length > 1 ? totalCard(reports) : undefined, ...reports.flatMap(cardsOf)];
  const parts = cards.flatMap((card) => (card === undefined ? [] : [markup`${card}\n`]));
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${oneLine(only === undefined ? names : `${names}: ${only.title}`)}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${parts}</main>
</body>
</html>
`.text;
}

function cardsOf(report: Report): readonly (Markup | undefined)[] {
  const sorted = view(report);
  return [
    headerPart(report, sorted),
    sorted.troubles.length > 0 ? troubleCard(sorted) : undefined,
    checksCard(report.lab, sorted),
    sorted.advice.length > 0 ? adviceCard(report.lab, sorted) : undefined,
    notesCard(report),
    ...report.exhibits.map(exhibitCard),
    report.steps.length > 0 ? timelineCard(report.steps) : undefined,
    environmentCard(report),
  ];
}

function notesCard({ notes, restored, kept }: Report): Markup | undefined {
  const lines = notes.map((note) => markup`<li>${note}</li>`);
  if (restored.length > 0) {
    const files = restored.map((file, index) => markup`${index === 0 ? " " : ", "}<code>${oneLine(file)}</code>`);
    lines.unshift(markup`<li>You had changed given code. It was judged as it was handed out:${files}</li>`);
  }
  if (kept !== undefined) lines.push(markup`<li>The stack that was judged is still up: <code>${kept}</code></li>`);
  return lines.length === 0 ? undefined : markup`<section class="card"><h2>Notes</h2><ul>${lines}</ul></section>`;
}

function environmentCard({ environment }: Report): Markup {
  const { engine, api, compose, buildx, platform, node, images } = environment;
  const facts: readonly (readonly [string, string])[] = [
    ["Docker engine", engine],
    ["API", api],
    ["Compose", compose],
    ["buildx", buildx],
    ["Platform", platform],
    ["Node", node],
  ];
  const rows = facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  const lines = images.map(
    ({ tag, id }) => markup`<tr><th scope="row"><code>${tag}</code></th><td><code>${id}</code></td></tr>`,
  );
  const table =
    images.length === 0
      ? undefined
      : markup`<table><thead><tr><th scope="col">Image</th><th scope="col">Digest</th></tr></thead><tbody>${lines}</tbody></table>`;
  return markup`<section class="card environment"><h2>Judged with</h2><dl class="facts">${rows}</dl>${table}</section>`;
}
