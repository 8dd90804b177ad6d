import { type Markup, markup } from "../../report/markup.ts";
import { count } from "../../report/words.ts";
import type { Alike, Gradebook, Student } from "../gradebook.ts";
import { nameOf } from "./table.ts";

/** Work that looks alike, side by side: somebody may ask, and nothing follows from it. */
export function alikeCard({ alike, students }: Gradebook): Markup | undefined {
  if (alike.length === 0) return undefined;
  const byKey = new Map(students.map((student) => [student.submission?.key ?? "", student] as const));
  return markup`<section class="card alike"><h2>Alike <small>${count(alike.length, "pair")}, a question and no mark: there may be good reasons</small></h2>${alike.map((pair) => pairPart(pair, byKey))}</section>`;
}

function pairPart({ students: [a, b], share, files }: Alike, byKey: ReadonlyMap<string, Student>): Markup {
  const name = (key: string) => byKey.get(key)?.name ?? key;
  const link = (key: string) => {
    const student = byKey.get(key);
    return student === undefined ? markup`${key}` : nameOf(student);
  };
  const shown = files.map(
    ({ path, texts }) =>
      markup`<h3>${path}</h3><div class="pair">${texts.map((text) => markup`<pre tabindex="0">${text}</pre>`)}</div>`,
  );
  return markup`<details class="check"><summary><span class="title">${name(a)} and ${name(b)}</span><span class="score">${Math.round(share * 100)} %</span></summary><div class="body"><p>${link(a)} · ${link(b)}</p>${shown}</div></details>`;
}
