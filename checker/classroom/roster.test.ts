import { expect, test } from "vitest";
import type { Submission } from "./hand-in/submission.ts";
import { match } from "./matching.ts";
import { readRoster } from "./roster.ts";

const read = (text: string | Buffer) => readRoster(Buffer.from(text as string), "roster.csv").people;

test.each([
  ["commas", "id,name,email\n1,Ada,a@x\n"],
  ["semicolons and Windows' line ends", "id;name;email\r\n1;Ada;a@x\r\n"],
  ["tabs", "id\tname\temail\n1\tAda\ta@x\n"],
  ["a byte order mark", "\ufeffid,name,email\n1,Ada,a@x\n"],
  ["other names of columns, in any order", "E-Mail Address,Full Name,ID number,Section\na@x,Ada,1,B\n"],
  ["quotes, blanks and empty lines", '"id", name ,email\n\n"1"," Ada ",a@x\n,,\n'],
])("a roster with %s", (_, text) => expect(read(text)).toMatchObject([{ id: "1", name: "Ada", email: "a@x" }]));

test("UTF-16 and Latin-1 as Excel writes them", () => {
  const text = "id,name\n1,Zoë Müller\n";
  expect(read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]))[0]?.name).toBe("Zoë Müller");
  expect(read(Buffer.from(text, "latin1"))[0]?.name).toBe("Zoë Müller");
});

test("first and last names are one name; every column is kept; Canvas' line of points is nobody", () => {
  const [ada, ...others] = read("First name,Surname,Section\nAda,Lovelace,B\n");
  expect(ada).toMatchObject({ name: "Ada Lovelace", columns: { Section: "B" } });
  expect(others).toEqual([]);
  expect(read("Student,ID,Section\n    Points Possible,,\nAda,1,B\n")).toMatchObject([{ name: "Ada", id: "1" }]);
});

test.each([
  ["", /is empty: its first line has to name the columns/],
  ["id,name\n", /names no students/],
  ["id|name\n1|Ada\n", /has no column for an id, a login, a name or an e-mail; it has id\|name\./],
  ["id,name\n1,Ada\n1,Bob\n", /lines 2 and 3 have the same id, "1"/],
  ["name,email\nAda,a@x\nBob,A@X\n", /lines 2 and 3 have the same email/],
  ["id,id,name\n1,1,Ada\n", /has two columns "id"/],
  ["id,name\n1,Ada,more\n", /cannot be read as a table at line 2/],
])("%j is refused", (text, says) => expect(() => read(text)).toThrow(says));

function submission(label: string, more: Partial<Submission> = {}): Submission {
  return { key: label.toLowerCase(), label, source: "", late: false, notes: [], dir: "/x", ...more };
}

function matched(text: string, ...submissions: readonly Submission[]) {
  const { people, unmatched } = match(submissions, readRoster(Buffer.from(text), "roster.csv"));
  return {
    people: people.map(({ submission, problem }) => submission?.label ?? problem ?? "nothing"),
    unmatched: unmatched.map(({ problem }) => problem),
  };
}

test.each([
  ["the number of the platform", "id,name\n7,Someone\n", submission("x", { number: "7" })],
  ["Moodle's identifier", "Identifier,Full name\nParticipant 7,Someone\n", submission("x", { number: "7" })],
  ["the id", "id,name\na7,Someone\n", submission("A7")],
  ["the login", "login,name\nada-l,Someone\n", submission("ada-l")],
  ["the e-mail", "email,name\nada@x.test,Someone\n", submission("ada@x.test")],
  ["the name", "id,name\n7,Ada Lovelace\n", submission("ada_lovelace")],
  ["the name, last name first", "id,name\n7,Žofie Nováková\n", submission("Nováková, Žofie")],
  ["the name as Canvas squeezes it", 'id,name\n7,"Lovelace, Ada"\n', submission("lovelaceada")],
  ["what was looked up by hand", "id,name,submission\n7,Ada,strange name\n", submission("strange name")],
])("matches by %s", (_, text, found) => {
  expect(matched(text, found)).toEqual({ people: [found.label], unmatched: [] });
});

test("who handed in nothing, and what is nobody's", () => {
  expect(matched("id,name\n1,Ada\n2,Bob\n", submission("bob"), submission("zoe"))).toEqual({
    people: ["nothing", "bob"],
    unmatched: ["Nobody in the roster is called like it."],
  });
});

test("two students with one name, and two submissions of one student, are for a person to decide", () => {
  expect(matched("id,name\n1,Ada\n2,Ada\n", submission("Ada"))).toEqual({
    people: ["nothing", "nothing"],
    unmatched: ["More than one in the roster is called like it: Ada (line 2), Ada (line 3)."],
  });
  expect(matched("id,name\n1,Ada\n", submission("Ada"), submission("1"))).toEqual({
    people: ["Several submissions are theirs: ada, 1."],
    unmatched: ["Ada (line 2) handed in more than one.", "Ada (line 2) handed in more than one."],
  });
});

test("a group has one submission", () => {
  const text = "id,name,group\n1,Ada,red\n2,Bob,red\n3,Carl,blue\n";
  expect(matched(text, submission("Red"))).toEqual({ people: ["Red", "Red", "nothing"], unmatched: [] });
});
