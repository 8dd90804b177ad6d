import type { Exhibit } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { groupsOf, shares } from "./view.ts";
import { quantity } from "./words.ts";

type Bar = Exhibit["bars"][number];

/** Colours of groups repeat after this many. */
const colours = 4;

/** Labels and numbers are text of the page, so that they stay readable on a narrow screen; only the bars are drawn. */
export function exhibitCard(exhibit: Exhibit): Markup {
  const parts = shares(exhibit.bars.map((bar) => bar.value));
  const share = new Map(exhibit.bars.map((bar, index) => [bar, parts[index] ?? 0]));
  const groups = groupsOf(exhibit.bars).map(([group, bars], index) => {
    const rows = bars.map((bar) => barRow(bar, share.get(bar) ?? 0, exhibit.unit, index % colours));
    const heading = group.trim() === "" ? undefined : markup`<h3>${oneLine(group)}</h3>`;
    return markup`${heading}<div class="bars">${rows}</div>`;
  });
  const caption = exhibit.caption.trim() === "" ? undefined : markup`<figcaption>${exhibit.caption}</figcaption>`;
  return markup`<section class="card"><h2>${oneLine(exhibit.title)}</h2><figure>${groups}${caption}</figure></section>`;
}

function barRow(bar: Bar, share: number, unit: string, colour: number): Markup {
  const label = oneLine(bar.label);
  const value = `${quantity(bar.value)} ${oneLine(unit)}`.trim();
  const width = share > 0 ? Math.max(0.5, share * 100) : 0;
  const note = bar.note === undefined ? undefined : markup`<span class="note">${oneLine(bar.note)}</span>`;
  return markup`<span class="label">${label}</span>
<svg class="bar" width="100%" height="18" role="img" aria-label="${label}: ${value}">
<rect class="track" width="100%" height="18" rx="4"></rect>
<rect class="fill group${colour}" width="${width.toFixed(2)}%" height="18" rx="4"></rect>
</svg>
<span class="value">${value}</span>${note}
`;
}
