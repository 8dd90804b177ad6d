import type { Report } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { scoreOf, totalText, verdictMarks } from "./summary.ts";
import { undecidedText } from "./terminal-points.ts";
import type { View } from "./view.ts";
import { marks, points, type Status, seconds } from "./words.ts";

/** What several parts come to, before the first of them. */
export function totalCard(reports: readonly Report[]): Markup {
  const rows = reports.map(
    (report) =>
      markup`<tr class="${report.verdict}"><td class="mark">${verdictMarks[report.verdict]}</td><th scope="row">${oneLine(report.part)}</th><td>${oneLine(report.title)}</td><td class="score">${scoreOf(report)}</td></tr>`,
  );
  return markup`<section class="card"><h1>${totalText(reports)}</h1><table><tbody>${rows}</tbody></table></section>`;
}

/** What was judged, what it comes to, and how much of it is done at a glance. */
export function headerPart(report: Report, sorted: View): Markup {
  const { lab, part, title, submission, startedAt, verdict } = report;
  const undecided =
    report.points.undecided > 0 ? markup`<p class="undecided">${undecidedText(report.points)}</p>` : undefined;
  return markup`<header>
<div class="what">
<p class="eyebrow">${oneLine(lab)} · ${oneLine(part)}</p>
<h1>${oneLine(title)}</h1>
<p class="verdict ${verdict}">${sentence(report, sorted)}</p>
${undecided}
<p class="meta"><code>${oneLine(submission)}</code></p>
<p class="meta"><time datetime="${startedAt}">${moment(startedAt)}</time> · took ${seconds(report.seconds)}</p>
${chips(sorted)}
</div>
${gauge(report)}
</header>`;
}

function sentence({ verdict }: Report, { perfect }: View): string {
  if (perfect) return "Everything passed. Well done!";
  if (verdict === "errored") return "Part of this could not be judged. That costs no points.";
  return verdict === "passed" ? "Everything that has points passed." : "Not everything passed yet.";
}

function moment(iso: string): string {
  const [date = "", time = ""] = iso.split("T");
  return time === "" ? iso : `${date}, ${time.slice(0, 5)} UTC`;
}

function chips({ listed }: View): Markup {
  const order: readonly Status[] = ["passed", "failed", "blocked", "errored"];
  const names = { passed: "passed", failed: "failed", blocked: "blocked", errored: "not judged" };
  const items = order.flatMap((status) => {
    const number = listed.filter(({ outcome }) => outcome.status === status).length;
    return number === 0 ? [] : [markup`<li class="${status}">${marks[status]} ${number} ${names[status]}</li>`];
  });
  return markup`<ul class="chips">${items}</ul>`;
}

/** A ring: what is earned, then what is undecided, of what is possible. */
function gauge({ points: { earned, possible, undecided }, extra, verdict }: Report): Markup {
  const share = (value: number) => (possible > 0 ? Math.min(100, Math.max(0, (value / possible) * 100)) : 0);
  const done = share(earned);
  const open = Math.min(100 - done, share(undecided));
  const sum = `${extra ? "+" : ""}${points(earned)}`;
  const whole = `of ${points(possible)}`;
  const unit = extra ? "extra points" : "points";
  return markup`<svg class="gauge ${verdict}" viewBox="0 0 120 120" role="img" aria-label="${sum} ${whole} ${unit}">
<circle class="track" cx="60" cy="60" r="52" pathLength="100"></circle>
${arc("open", open, done)}
${arc("done", done, 0)}
<text class="sum" x="60" y="62">${sum}</text>
<text class="whole" x="60" y="78">${whole}</text>
<text class="whole" x="60" y="90">${unit}</text>
</svg>`;
}

function arc(name: string, length: number, from: number): Markup | undefined {
  if (length <= 0) return undefined;
  return markup`<circle class="${name}" cx="60" cy="60" r="52" pathLength="100" stroke-dasharray="${length.toFixed(2)} 100" stroke-dashoffset="${(-from).toFixed(2)}"></circle>`;
}
