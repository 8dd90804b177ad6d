import { readFileSync } from "node:fs";
import type { Manifest } from "../format/manifest.ts";
import { escapeHtml } from "./html.ts";

const style = () =>
  ["colours", "index"].map((name) => readFileSync(new URL(`../theme/${name}.css`, import.meta.url), "utf8")).join("\n");

/** A page with a link to each deck, beside the decks themselves. */
export function indexPage(decks: readonly { readonly name: string; readonly manifest: Manifest }[]): string {
  const items = decks.map(({ name, manifest: { title, subtitle, lang } }) => {
    const more = subtitle ? `<p>${escapeHtml(subtitle)}</p>` : "";
    const href = `${encodeURIComponent(name)}.html`;
    return `<li lang="${escapeHtml(lang)}"><a href="${href}">${escapeHtml(title)}</a> <small>${escapeHtml(lang)}</small>${more}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slides</title>
<link rel="icon" href="data:,">
<style>${style()}</style>
</head>
<body>
<main>
<h1>Slides</h1>
<ul>
${items.join("\n")}
</ul>
</main>
</body>
</html>
`;
}
