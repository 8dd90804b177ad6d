import { type Markup, markup } from "../../report/markup.ts";
import { count, points, seconds } from "../../report/words.ts";
import { type FoundWrong, type Gradebook, isDecided, type Student } from "../gradebook.ts";
import { nameOf } from "./table.ts";

const BARS = 10;
/** Of the longest bar, in rem. */
const HEIGHT = 8;
/** Fewer would look like an accident, more would be a second table. */
const MOST_CODES = 30;

/** Whom an instructor has to look at before the marks count. */
export function attentionCard({ students, passedBy }: Gradebook): Markup | undefined {
  const problems = students.filter(({ problem }) => problem !== undefined);
  if (problems.length + passedBy.length === 0) return undefined;
  const lines = [
    ...problems.map((student) => markup`<li>${nameOf(student)}: ${student.problem}</li>`),
    ...passedBy.map((path) => markup`<li>Passed by: <code>${path}</code></li>`),
  ];
  return markup`<section class="card trouble"><h2>To look at</h2><ul>${lines}</ul></section>`;
}

/** How many reached which tenth of the points; extra points are left out. */
export function histogramCard({ students }: Gradebook): Markup | undefined {
  const shares = students
    .filter(({ total, submission }) => submission !== undefined && isDecided(total) && total.possible > 0)
    .map(({ total }) => Math.min(1, total.earned / total.possible));
  if (shares.length === 0) return undefined;
  const bars = Array.from(
    { length: BARS },
    (_, index) => shares.filter((share) => Math.min(BARS - 1, Math.floor(share * BARS)) === index).length,
  );
  const most = Math.max(...bars);
  const items = bars.map(
    (number, index) =>
      markup`<li><b>${number}</b><span class="bar" style="height: ${((number / most) * HEIGHT).toFixed(2)}rem"></span>${index * 10}+</li>`,
  );
  const sorted = shares.toSorted((a, b) => a - b);
  const median =
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  return markup`<section class="card"><h2>How they did <small>${count(shares.length, "student")} with a mark, by per cent of the points; half of them above ${points(median * 100)}</small></h2><ol class="histogram">${items}</ol></section>`;
}

interface Group {
  readonly code: string;
  readonly cause: string;
  lost: number;
  readonly students: Map<Student, FoundWrong[]>;
}

/** What most got wrong, with the students behind it. */
export function wrongCard({ students }: Gradebook): Markup | undefined {
  const groups = new Map<string, Group>();
  for (const student of students) {
    for (const wrong of student.marks.flatMap((mark) => mark.wrong)) {
      const group = groups.get(wrong.code) ?? { code: wrong.code, cause: wrong.cause, lost: 0, students: new Map() };
      group.lost += wrong.lost;
      group.students.set(student, [...(group.students.get(student) ?? []), wrong]);
      groups.set(wrong.code, group);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => b.students.size - a.students.size || b.lost - a.lost);
  if (sorted.length === 0) return undefined;
  return markup`<section class="card wrong"><h2>What went wrong <small>by what most got wrong</small></h2>${sorted.slice(0, MOST_CODES).map(groupPart)}</section>`;
}

function groupPart({ code, cause, lost, students }: Group): Markup {
  const items = [...students].map(
    ([student, wrong]) => markup`<li>${nameOf(student)}: ${wrong.map(({ check }) => check).join(", ")}</li>`,
  );
  return markup`<details class="check"><summary><span class="title"><code>${code}</code> ${cause.split("\n")[0]}</span><span class="score">${count(students.size, "student")}, −${points(lost)}</span></summary><div class="body"><ul>${items}</ul></div></details>`;
}

/** What judging took, and who took longest. */
export function timeCard({ students }: Gradebook): Markup | undefined {
  const times = students
    .map((student) => ({ student, took: student.marks.reduce((sum, mark) => sum + mark.seconds, 0) }))
    .filter(({ took }) => took > 0)
    .sort((a, b) => b.took - a.took);
  if (times.length === 0) return undefined;
  const all = times.reduce((sum, { took }) => sum + took, 0);
  const items = times.slice(0, 5).map(({ student, took }) => markup`<li>${nameOf(student)}: ${seconds(took)}</li>`);
  return markup`<section class="card"><h2>Time <small>${seconds(all)} of judging, ${seconds(all / times.length)} for each</small></h2><p class="quiet">It took longest for:</p><ol>${items}</ol></section>`;
}
