import { type Markup, markup } from "../../report/markup.ts";
import { points } from "../../report/words.ts";
import { remarksOn } from "../book-csv.ts";
import { type Gradebook, isDecided, type Student } from "../gradebook.ts";

/** A line for each student. Headers are buttons that sort, where the script runs. */
export function classTable({ students, parts }: Gradebook): Markup {
  const numbers = [
    ...parts.map(({ name, possible, extra }) => `${name} (${extra ? "+" : ""}${points(possible)})`),
    "total",
  ];
  const heads = [
    markup`<th scope="col"><button type="button">student</button></th>`,
    markup`<th scope="col"><button type="button">handed in</button></th>`,
    ...numbers.map((name) => markup`<th scope="col" class="number"><button type="button">${name}</button></th>`),
    markup`<th scope="col"><button type="button">remarks</button></th>`,
  ];
  return markup`<section class="card" id="class"><h2>The class</h2>
<form role="search"><label for="search">Search</label><input id="search" type="search" autocomplete="off"><output id="told" for="search"></output></form>
<div class="wide" tabindex="0" role="region" aria-label="The marks"><table><thead><tr>${heads}</tr></thead><tbody>
${students.map(rowOf)}</tbody></table></div></section>`;
}

function rowOf(student: Student): Markup {
  const { marks, total, submission } = student;
  const late = submission?.late ? " (late)" : "";
  return markup`<tr><th scope="row">${nameOf(student)}</th><td>${submission === undefined ? "" : `${submission.label}${late}`}</td>${marks.map(
    (mark) => numberCell(mark.earned, isDecided(mark)),
  )}${numberCell(total.earned, isDecided(total))}<td>${remarksOn(student)}</td></tr>
`;
}

/** Leads to the feedback, where there is one. */
export function nameOf(student: Pick<Student, "key" | "name" | "id" | "marks">): Markup {
  const { key, name, id, marks } = student;
  const called = id === "" || id === name ? name : `${name} (${id})`;
  return marks.some(({ report }) => report !== undefined)
    ? markup`<a href="feedback/${key}.html">${called}</a>`
    : markup`${called}`;
}

function numberCell(value: number, decided: boolean): Markup {
  if (!decided) return markup`<td class="number open" data-value="">?</td>`;
  return markup`<td class="number" data-value="${value}">${points(value)}</td>`;
}
