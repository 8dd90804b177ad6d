import { expect, test } from "vitest";
import { Finding, GraderError } from "./errors.ts";
import { runChecks } from "./run.ts";
import { check, gate, runOptions, worth } from "./testing.ts";

const interrupted = new GraderError("INTERRUPTED", "Interrupted.", "Run it again.");
const ours = { status: "errored", error: { code: "INTERRUPTED", message: "Interrupted.", advice: "Run it again." } };
const forever = () => new Promise<never>(() => undefined);

test("an abort ends what hangs at once, starts nothing more, and keeps what has passed", async () => {
  const abort = new AbortController();
  const begun = gate();
  const fine = check("fine", worth(1), async () => undefined);
  const hangs = check("hangs", worth(1), () => {
    begun.open();
    return forever();
  });
  const waits = check("waits", worth(1, { needs: fine, after: [hangs] }), async () => "never started");
  const running = runChecks([fine, hangs, waits], runOptions({ signal: abort.signal }));
  await begun.opened;
  abort.abort(interrupted);
  expect((await running).map(({ outcome }) => outcome)).toEqual([{ status: "passed" }, ours, ours]);
});

test("nothing starts when it was aborted before", async () => {
  const options = runOptions({ signal: AbortSignal.abort(interrupted) });
  const never = check("never", worth(1), async ({ lines }) => lines.push("started"));
  expect((await runChecks([never], options))[0]).toMatchObject({ outcome: ours, earned: 0, seconds: 0 });
  expect(options.work.lines).toEqual([]);
});

test("what fails while everything is being ended is not the student's mistake", async () => {
  const abort = new AbortController();
  const falls = check("falls", worth(1), async () => {
    abort.abort(interrupted);
    throw new Finding("WRONG_ANSWER", "its containers are gone", { earned: 1 });
  });
  expect((await runChecks([falls], runOptions({ signal: abort.signal })))[0]).toMatchObject({
    outcome: ours,
    earned: 0,
  });
});

test("a failure that is confirmed to be ours is ours; without that it stays the student's", async () => {
  const abort = new AbortController();
  const falls = check("falls", worth(1), () => Promise.reject(new Finding("WRONG_ANSWER", "no answer")));
  const lost = runOptions({ signal: abort.signal, confirm: async () => abort.abort(interrupted) });
  expect((await runChecks([falls], lost))[0]?.outcome).toEqual(ours);
  const here = runOptions({ confirm: async () => undefined });
  expect((await runChecks([falls], here))[0]?.outcome).toMatchObject({ status: "failed" });
});

test("nothing is asked when a check passes", async () => {
  const confirm = async () => expect.unreachable();
  const fine = check("fine", worth(1), async () => undefined);
  expect((await runChecks([fine], runOptions({ confirm })))[0]?.outcome).toEqual({ status: "passed" });
});
