import type { FindingData, Result } from "../core/report.ts";
import { oneLine } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { lastLines, resultScore, type Trouble, type View } from "./view.ts";
import { clues, count, facts, handout, marks, seconds } from "./words.ts";

/** A page scrolls: it can show more than a terminal. */
const mostEvidence = 200;

/** Every check in the order in which it was written; those that need something done are open. */
export function checksCard(lab: string, { listed, waiting }: View): Markup {
  const items = listed.map((result) => checkItem(result, lab, waiting.get(result.title) ?? []));
  return markup`<section class="card"><h2>Checks</h2>${items}</section>`;
}

export function adviceCard(lab: string, { advice }: View): Markup {
  const items = advice.map(
    (result) => markup`<details class="check advice" open>
<summary><span class="mark">•</span><span class="title">${oneLine(result.title)}</span></summary>
<div class="body">${findingPart(result.outcome.finding, "Better")}${reasonPart(result, lab)}</div>
</details>`,
  );
  return markup`<section class="card"><h2>Advice <small>no points</small></h2>${items}</section>`;
}

/** Told once for all the checks that it met, and apart from the student's own mistakes. */
export function troubleCard({ troubles }: View): Markup {
  const items = troubles.map(troubleItem);
  return markup`<section class="card trouble"><h2>Could not be judged; this costs you no points</h2>${items}</section>`;
}

function troubleItem({ code, message, advice, titles }: Trouble): Markup {
  const [first = "", ...stack] = message.split("\n");
  const rest =
    stack.length > 0
      ? markup`<div class="evidence"><pre>${stack.slice(0, mostEvidence).join("\n")}</pre></div>`
      : undefined;
  const checks = titles.map((title) => markup`<li>${oneLine(title)}</li>`);
  return markup`<div class="body">
<p><code>${code}</code> <strong>${first}</strong></p>
${rest}
${advice === "" ? undefined : markup`<p>${advice}</p>`}
<p class="quiet">Not judged because of this:</p><ul class="quiet">${checks}</ul>
</div>`;
}

function checkItem(result: Result, lab: string, held: readonly Result[]): Markup {
  const { status } = result.outcome;
  const open = status === "failed" ? markup` open` : undefined;
  return markup`<details class="check ${status}"${open}>
<summary><span class="mark" title="${status}">${marks[status]}</span><span class="title">${oneLine(result.title)}</span><span class="time">${status === "blocked" ? "" : seconds(result.seconds)}</span><span class="score">${resultScore(result)}</span></summary>
<div class="body">${outcomePart(result)}${waitingPart(held)}${reasonPart(result, lab)}</div>
</details>`;
}

function outcomePart({ outcome }: Result): Markup {
  switch (outcome.status) {
    case "passed":
      return markup`<p>Passed.</p>`;
    case "failed":
      return findingPart(outcome.finding, "Expected");
    case "blocked":
      return markup`<p>Waits for <q>${oneLine(outcome.by)}</q>, so it was not tried.</p>`;
    case "errored":
      return markup`<p>Could not be judged: <code>${outcome.error.code}</code>, see above.</p>`;
  }
}

function findingPart(finding: FindingData, expected: string): Markup {
  const { lines, before } = lastLines(finding, mostEvidence);
  const omitted = before > 0 ? markup`<p class="quiet">… ${count(before, "line")} before</p>` : undefined;
  const evidence =
    lines.length > 0 ? markup`${omitted}<div class="evidence"><pre>${lines.join("\n")}</pre></div>` : undefined;
  const fields = facts(finding, expected).map(([label, text]) => markup`<dt>${label}</dt><dd>${text}</dd>`);
  const hints = clues(finding).map(
    ([label, text]) => markup`<p class="${label.toLowerCase()}"><b>${label}</b> ${text}</p>`,
  );
  return markup`<p class="message">${finding.message}</p>${fields.length > 0 ? markup`<dl>${fields}</dl>` : undefined}${evidence}${hints}`;
}

function waitingPart(held: readonly Result[]): Markup | undefined {
  if (held.length === 0) return undefined;
  const worth = count(
    held.reduce((sum, result) => sum + result.points, 0),
    "point",
  );
  const titles = held.map((result) => markup`<li>${oneLine(result.title)}</li>`);
  return markup`<p class="quiet">Waiting for this (${worth}):</p><ul class="quiet">${titles}</ul>`;
}

function reasonPart({ why, section }: Result, lab: string): Markup {
  const reason = why.trim() === "" ? undefined : markup`<p><b>Why it matters</b> ${why}</p>`;
  return markup`<div class="reason">${reason}<p>Handout: <code>${handout(lab, section)}</code></p></div>`;
}
