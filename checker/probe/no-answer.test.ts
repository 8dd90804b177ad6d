import { createServer } from "node:net";
import { expect, test } from "vitest";
import { Finding, GraderError } from "../core/errors.ts";
import { recognise } from "../core/fingerprints.ts";
import { EventStream } from "./events.ts";
import { ask } from "./http.ts";
import { asNoAnswer, NoAnswer } from "./no-answer.ts";

const { signal } = new AbortController();

/** A port of loopback on which nobody listens any more. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

test.each([
  ["asked", (url: string) => ask(url, { signal })],
  ["listened to", (url: string) => EventStream.open(url, { signal })],
])("a port of ours that is closed, %s, is no localhost that a program calls", async (_, question) => {
  const error = await question(await closedPort()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NoAnswer)) throw error;
  expect(error).toMatchObject({ code: "NO_ANSWER", why: "ECONNREFUSED" });
  expect(JSON.stringify([error.message, error.details])).not.toMatch(/127\.0\.0\.1|localhost/);
  // As a check tells it: whatever it puts into its finding of what the probe says.
  const told = new Finding("WRONG_ANSWER", error.message, { actual: error.reason, evidence: error.message });
  expect(recognise(told)).toBeUndefined();
});

test("a name that leads nowhere has a code of its own", () => {
  const error = asNoAnswer("The name db", Object.assign(new Error("queryA ENOTFOUND db"), { code: "ENOTFOUND" }));
  expect(error).toMatchObject({ code: "NAME_UNKNOWN", reason: "the name does not resolve (ENOTFOUND)" });
});

test("what has a code because it is no answer of anybody stays what it is", () => {
  for (const error of [new Finding("CONTAINER_ENDED", ""), new GraderError("ENGINE_AWAY", "")])
    expect(asNoAnswer("GET /", error)).toBe(error);
});
