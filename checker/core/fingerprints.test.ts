import { expect, test } from "vitest";
import { Finding } from "./errors.ts";
import { recognise } from "./fingerprints.ts";

const codeOf = (finding: Finding) => recognise(finding)?.code;

test("a mistake is known by the code under which it was thrown", () => {
  expect(recognise(new Finding("OTHER_PORT", "any words"))).toMatchObject({
    code: "OTHER_PORT",
    look: "Look at where the port of the server is set.",
  });
  expect(codeOf(new Finding("WRONG_ANSWER", "any words"))).toBeUndefined();
});

test.each(["evidence", "observed"])("what programs said in the %s is looked at, and named", (where) => {
  const found = recognise(new Finding("CONTAINER_ENDED", "", { [where]: "No module named 'flask'" }));
  expect(found).toMatchObject({ code: "PACKAGE_MISSING", look: expect.stringContaining("the code needs flask") });
});

test("our own words are no trace", () => {
  const says = "connect ECONNREFUSED 127.0.0.1:80, permission denied, does not resolve, status 403, ENOTFOUND";
  const details = { expected: says, actual: says, hint: says, file: says };
  expect(codeOf(new Finding("NO_ANSWER", says, details))).toBeUndefined();
  expect(codeOf(new Finding("NO_ANSWER", "", { observed: says }))).toBe("OWN_CONTAINER");
});

test("a special trace comes before a general code, and a special code before a general trace", () => {
  expect(codeOf(new Finding("ENDED_EARLY", "", { evidence: "address already in use" }))).toBe("PORT_TAKEN");
  expect(codeOf(new Finding("FILE_MISSING", "", { evidence: "permission denied" }))).toBe("FILE_MISSING");
});
