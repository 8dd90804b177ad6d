import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mapTexts, terminalText } from "../../report/escape.ts";
import { style as reportStyle } from "../../report/html-style.ts";
import { type Markup, markup, trusted } from "../../report/markup.ts";
import { count } from "../../report/words.ts";
import { type Gradebook, isDecided } from "../gradebook.ts";
import { alikeCard } from "./alike-card.ts";
import { attentionCard, histogramCard, timeCard, wrongCard } from "./figures.ts";
import { style } from "./style.ts";
import { classTable } from "./table.ts";

const SCRIPT = readFileSync(new URL("./script.js", import.meta.url), "utf8");

/** Only our own script runs, known by its digest: whatever a student is called, this page can only show it. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** The class on one page that needs nothing else; each student is one click from the feedback beside it. */
export function classPage(original: Gradebook): string {
  const book = mapTexts(original, terminalText);
  const { title, students, parts } = book;
  const decided = students.filter(({ total }) => isDecided(total)).length;
  const cards: readonly (Markup | undefined)[] = [
    attentionCard(book),
    classTable(book),
    histogramCard(book),
    wrongCard(book),
    alikeCard(book),
    timeCard(book),
    versionsCard(book),
  ];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}: ${count(students.length, "student")}</title>
<style>${trusted(reportStyle + style)}</style>
</head>
<body>
<main>
<header><div class="what"><p class="eyebrow">${parts.map(({ name }) => name).join(" · ")}</p><h1>${title}</h1>
<p class="meta">${count(students.length, "student")}, ${decided} with a mark</p></div></header>
${cards.flatMap((card) => (card === undefined ? [] : [markup`${card}\n`]))}</main>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

function versionsCard({ judgedWith: { checker, network, environment } }: Gradebook): Markup {
  const { engine, compose, buildx, platform, images } = environment;
  const facts: readonly (readonly [string, string])[] = [
    ["Docker engine", engine],
    ["Compose", compose],
    ["buildx", buildx],
    ["Platform", platform],
    ["Internet", network === "none" ? "out of reach" : "within reach"],
    ["Images", count(images.length, "image")],
  ];
  const rows = facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return markup`<section class="card environment"><h2>Judged with</h2><dl class="facts">${rows}</dl><p class="quiet">Checks, given code and reference: <code>${checker}</code></p></section>`;
}
