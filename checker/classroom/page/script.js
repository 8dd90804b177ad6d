// Sorting and searching the table of a class. Everything is on the page already: without this, only that is missing.
const table = document.querySelector("#class table");
const body = table.tBodies[0];
const rows = [...body.rows];
const search = document.querySelector("#search");
const told = document.querySelector("#told");
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function cellValue(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

function compare(a, b, column, isNumber) {
  const [left, right] = [cellValue(a, column), cellValue(b, column)];
  // What has no value comes last, whichever way the others go.
  if (left === "" || right === "") return left === right ? 0 : undefined;
  return isNumber ? Number(left) - Number(right) : collator.compare(left, right);
}

function sortBy(header) {
  const column = [...header.parentNode.cells].indexOf(header);
  const isNumber = header.classList.contains("number");
  const first = isNumber ? "descending" : "ascending";
  const other = isNumber ? "ascending" : "descending";
  const direction = header.getAttribute("aria-sort") === first ? other : first;
  for (const cell of header.parentNode.cells) cell.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
  const sign = direction === "ascending" ? 1 : -1;
  rows.sort((a, b) => {
    const order = compare(a, b, column, isNumber);
    if (order === undefined) return cellValue(a, column) === "" ? 1 : -1;
    return sign * order;
  });
  body.append(...rows);
  tell(`Sorted by ${header.textContent.trim()}, ${direction}.`);
}

function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}

function find() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = plain(row.textContent);
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  tell(`${shown} of ${rows.length} students`);
}

function tell(text) {
  told.textContent = text;
}

for (const button of table.tHead.querySelectorAll("button"))
  button.addEventListener("click", () => sortBy(button.closest("th")));
search.addEventListener("input", find);
search.closest("form").addEventListener("submit", (event) => event.preventDefault());
document.documentElement.classList.add("lively");
