import type { Phase, Step } from "../core/report.ts";
import { lanesOf, ticksOf } from "./html-lanes.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { doing, seconds } from "./words.ts";

const phases = Object.keys(doing) as Phase[];
const laneHeight = 14;
/** A part with more subjects than this is better read as JSON. */
const mostRows = 40;

interface Scale {
  readonly from: number;
  readonly length: number;
}

/** What was going on when: a row for each subject, and the sum of each phase. */
export function timelineCard(steps: readonly Step[]): Markup {
  const from = Math.min(...steps.map((step) => step.start));
  const until = Math.max(...steps.map((step) => step.start + step.seconds));
  const scale = { from, length: Math.max(0.001, until - from) };
  const bySubject = new Map<string, Step[]>();
  const inOrder = [...steps].sort((one, other) => one.start - other.start);
  for (const step of inOrder) bySubject.set(step.subject, [...(bySubject.get(step.subject) ?? []), step]);
  const rows = [...bySubject].slice(0, mostRows).map(([subject, own]) => row(subject, own, scale));
  const hidden = bySubject.size - rows.length;
  const sum = steps.reduce((time, step) => time + step.seconds, 0);
  const rest = hidden > 0 ? markup`<p class="quiet">… and ${hidden} more</p>` : undefined;
  const ticks = ticksOf(scale.length).map(
    (tick) => markup`<text x="${percent(tick / scale.length)}" y="12">${String(tick)} s</text>`,
  );
  return markup`<section class="card"><h2>Where the time went</h2>
<ul class="legend">${phases.flatMap((phase) => legend(phase, steps))}</ul>
<div class="timeline">
${rows}
<span class="label"></span><svg class="axis" width="100%" height="16" aria-hidden="true">${ticks}</svg>
</div>${rest}
${sum > scale.length ? markup`<p class="quiet">Work goes on side by side, so the phases add up to more than the clock shows.</p>` : undefined}
</section>`;
}

function legend(phase: Phase, steps: readonly Step[]): Markup[] {
  const own = steps.filter((step) => step.phase === phase);
  const sum = own.reduce((time, step) => time + step.seconds, 0);
  return own.length === 0 ? [] : [markup`<li><span class="dot ${phase}"></span>${phase} <b>${seconds(sum)}</b></li>`];
}

function row(subject: string, steps: readonly Step[], { from, length }: Scale): Markup {
  const lanes = lanesOf(steps);
  const height = laneHeight * Math.max(1, ...lanes.map((lane) => lane + 1)) + 4;
  const lines = ticksOf(length).map(
    (tick) => markup`<line x1="${percent(tick / length)}" x2="${percent(tick / length)}" y1="0" y2="${height}"></line>`,
  );
  const bars = steps.map(({ phase, start, seconds: took }, index) => {
    const text = `${doing[phase]} ${oneLine(subject)}: ${seconds(took)}, from ${seconds(start - from)}`;
    const width = percent(Math.max(0.004, took / length));
    return markup`<rect class="${phase}" x="${percent((start - from) / length)}" y="${(lanes[index] ?? 0) * laneHeight + 3}" width="${width}" height="${laneHeight - 2}" rx="3"><title>${text}</title></rect>`;
  });
  const told = steps.map(({ phase, seconds: took }) => `${phase} ${seconds(took)}`).join(", ");
  return markup`<span class="label" title="${oneLine(subject)}">${oneLine(subject)}</span><svg width="100%" height="${height}" role="img" aria-label="${told}">${lines}${bars}</svg>
`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
