import { describe, expect, test } from "vitest";
import { Finding, GraderError } from "./errors.ts";
import type { Event } from "./events.ts";
import { runChecks } from "./run.ts";
import { check, gate, runOptions, worth } from "./testing.ts";

const passed = { status: "passed" };

describe("order", () => {
  test("results stand as the checks were written, whichever ended first", async () => {
    const late = gate();
    const first = check("first", worth(1), () => late.opened);
    const second = check("second", worth(2), async () => late.open());
    const results = await runChecks([first, second], runOptions());
    expect(results.map(({ title, earned, outcome }) => [title, earned, outcome])).toEqual([
      ["first", 1, passed],
      ["second", 2, passed],
    ]);
  });

  test("what is independent runs side by side", async () => {
    const [here, there] = [gate(), gate()];
    const meet = (mine: typeof here, other: typeof here) => () => {
      mine.open();
      return other.opened;
    };
    // One after the other, the first would wait for ever.
    const results = await runChecks(
      [check("a", worth(1), meet(here, there)), check("b", worth(1), meet(there, here))],
      runOptions(),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([passed, passed]);
  });

  test("a check starts after what it needs, and gets what that returned", async () => {
    const options = runOptions();
    const { lines } = options.work;
    const slow = gate();
    const number = check("number", worth(1), async () => {
      await slow.opened;
      lines.push("number ended");
      return 7;
    });
    const text = check("text", worth(1), async () => {
      slow.open();
      return "text";
    });
    const both = check("both", worth(1, { needs: [number, text] as const }), async (_, [a, b]) => {
      lines.push(`got ${a + 1} and ${b.toUpperCase()}`);
    });
    const one = check("one", worth(1, { needs: number }), async (_, value) => value.toFixed(1));
    await runChecks([number, text, both, one], options);
    expect(lines).toEqual(["number ended", "got 8 and TEXT"]);
  });

  test("`after` waits, whatever came out", async () => {
    const options = runOptions();
    const { lines } = options.work;
    const wrong = check("wrong", worth(1), async () => {
      await Promise.resolve();
      lines.push("wrong ended");
      throw new Finding("WRONG_ANSWER", "wrong");
    });
    const blocked = check("blocked", worth(1, { needs: wrong }), async () => undefined);
    const last = check("last", worth(1, { after: [wrong, blocked] }), async () => {
      lines.push("last began");
    });
    const results = await runChecks([wrong, blocked, last], options);
    expect(lines).toEqual(["wrong ended", "last began"]);
    expect(results.map(({ outcome }) => outcome.status)).toEqual(["failed", "blocked", "passed"]);
  });
});

describe("outcomes", () => {
  test("a finding fails the check and keeps what it says, without what it earned", async () => {
    const details = { expected: "32", actual: "31", evidence: "log", hint: "look", file: "rng/Dockerfile", line: 3 };
    const wrong = check("wrong", worth(10), async () => {
      throw new Finding("WRONG_ANSWER", "too few", { ...details, earned: 4 });
    });
    const [result] = await runChecks([wrong], runOptions());
    expect(result).toMatchObject({ points: 10, earned: 4 });
    expect(result?.outcome).toEqual({
      status: "failed",
      finding: { code: "WRONG_ANSWER", message: "too few", ...details },
    });
  });

  test.each([
    [undefined, 0],
    [12, 10],
    [-3, 0],
  ])("a finding that says it earned %s of 10 points earns %s", async (earned, points) => {
    const wrong = check("wrong", worth(10), async () => {
      throw new Finding("WRONG_ANSWER", "wrong", earned === undefined ? {} : { earned });
    });
    expect((await runChecks([wrong], runOptions()))[0]?.earned).toBe(points);
  });

  test("a GraderError is ours: errored, with its code and advice", async () => {
    const ours = check("ours", worth(10), async () => {
      throw new GraderError("TOO_NOISY", "too noisy", "close what is open");
    });
    const [result] = await runChecks([ours], runOptions());
    const error = { code: "TOO_NOISY", message: "too noisy", advice: "close what is open" };
    expect(result).toMatchObject({ earned: 0, outcome: { status: "errored", error } });
  });

  test.each([
    ["an error", new TypeError("cannot read"), /TypeError: cannot read\n\s+at .*run\.test\.ts/],
    ["no error at all", "just a text", /^just a text$/],
  ])("%s that nobody expected is a bug, and shows where", async (_, thrown, said) => {
    const broken = check("broken", worth(10), () => Promise.reject(thrown));
    const [result] = await runChecks([broken], runOptions());
    expect(result?.outcome).toMatchObject({ status: "errored", error: { code: "BUG" } });
    expect(JSON.parse(JSON.stringify(result)).outcome.error.message).toMatch(said);
  });

  test("a check that throws at once, without a promise, is a bug and not a crash", async () => {
    const broken = check("broken", worth(1), () => {
      throw new Error("at once");
    });
    expect((await runChecks([broken], runOptions()))[0]?.outcome).toMatchObject({ error: { code: "BUG" } });
  });

  test.each([
    ["failed", new Finding("WRONG_ANSWER", "wrong")],
    ["errored", new GraderError("ENGINE_AWAY", "away")],
  ])("blocked names the check at the root, which has %s", async (cause, thrown) => {
    const fine = check("fine", worth(1), async () => undefined);
    const root = check("root", worth(1), () => Promise.reject(thrown));
    const middle = check("middle", worth(1, { needs: [fine, root] as const }), async () => undefined);
    const leaf = check("leaf", worth(1, { needs: middle }), async () => undefined);
    const results = await runChecks([fine, root, middle, leaf], runOptions());
    const blocked = { status: "blocked", by: "root", cause };
    expect(results.slice(2).map(({ outcome, earned }) => ({ outcome, earned }))).toEqual([
      { outcome: blocked, earned: 0 },
      { outcome: blocked, earned: 0 },
    ]);
  });

  describe("a check that has looked from closer by", () => {
    const fine = () => Promise.resolve();
    const wrong = () => Promise.reject(new Finding("WRONG_ANSWER", "wrong"));
    const ours = () => Promise.reject(new GraderError("ENGINE_AWAY", "away"));

    test.each([
      ["has failed: the mistake is told there", wrong, wrong, { status: "blocked", by: "close", cause: "failed" }],
      ["has failed, and here nothing is wrong", wrong, fine, passed],
      ["has passed: the mistake is another one", fine, wrong, { status: "failed" }],
      ["could not be judged: what is wrong here is told here", ours, wrong, { status: "failed" }],
      ["has failed: an error of ours stays ours", wrong, ours, { status: "errored" }],
    ])("and %s", async (_, close, far, outcome) => {
      const closer = check("close", worth(1), close);
      const further = check("further", worth(2, { closer: [closer] }), far);
      const [, result] = await runChecks([closer, further], runOptions());
      expect(result?.outcome).toMatchObject(outcome);
      expect(result?.earned).toBe(outcome === passed ? 2 : 0);
    });

    test("has ended before, and what it waited for in vain is named", async () => {
      const options = runOptions();
      const root = check("root", worth(1), wrong);
      const closer = check("close", worth(1, { needs: root }), fine);
      const slow = check("slow", worth(1), async ({ lines }) => {
        await Promise.resolve();
        lines.push("slow ended");
      });
      const further = check("further", worth(1, { closer: [slow, closer] }), ({ lines }) => {
        lines.push("further began");
        return wrong();
      });
      const results = await runChecks([root, closer, slow, further], options);
      expect(options.work.lines).toEqual(["slow ended", "further began"]);
      expect(results[3]?.outcome).toEqual({ status: "blocked", by: "root", cause: "failed" });
    });
  });
});

describe("events and time", () => {
  test("tell what starts and ends; a blocked check never starts", async () => {
    const events: Event[] = [];
    const wrong = check("wrong", worth(1), () => Promise.reject(new Finding("WRONG_ANSWER", "wrong")));
    const blocked = check("blocked", worth(1, { needs: wrong }), async () => undefined);
    const results = await runChecks([wrong, blocked], runOptions({ emit: (event) => events.push(event) }));
    expect(events).toEqual([
      { type: "check-started", index: 0, title: "wrong" },
      { type: "check-ended", index: 0, result: results[0] },
      { type: "check-ended", index: 1, result: results[1] },
    ]);
  });

  test("seconds are those of the check itself, not of its wait", async () => {
    let time = 0;
    const tick = (seconds: number) => async () => {
      time += seconds;
    };
    const first = check("first", worth(1), tick(5));
    const second = check("second", worth(1, { needs: first }), tick(2));
    const results = await runChecks([first, second], runOptions({ now: () => time }));
    expect(results.map(({ seconds }) => seconds)).toEqual([5, 2]);
  });
});

describe("what cannot be judged", () => {
  test("a part without checks", async () => {
    await expect(runChecks([], runOptions())).rejects.toThrow("a part without checks judges nothing");
  });

  test.each(["needs", "after", "closer"])(
    "`%s` of a check that stands later or nowhere; nothing has started then",
    async (key) => {
      const options = runOptions();
      const first = check("first", worth(1), async ({ lines }) => lines.push("started"));
      const later = check("later", worth(1), async () => undefined);
      const early = check("early", worth(1, { [key]: [later] }), async () => undefined);
      for (const checks of [
        [first, early, later],
        [first, early],
      ]) {
        await expect(runChecks(checks, options)).rejects.toThrow(/"early" waits for "later"/);
      }
      expect(options.work.lines).toEqual([]);
    },
  );
});
