import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { judgeFolder } from "../e2e/attempt.ts";
import { Draft, type RightAnswer, type WrongAnswer } from "./answers.ts";
import { labs } from "./catalogue.ts";
import { answersOf, inQuiet, type Judge, notRight, prove, sample, timesNamed } from "./prove.ts";

/** `WORKSHOP_PROVE=all`: all answers, as `npm run prove` judges them; else a fixed sample. */
const EVERYTHING = process.env.WORKSHOP_PROVE === "all";
/** Seconds: a build that never ends is proven to be found, not to be waited for. */
const BUILD_DEADLINE = 45;

// Each judges a whole stack: more at once would only make each other slow.
vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

const home = mkdtempSync(join(tmpdir(), "workshop-proof-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

for (const lab of await labs()) {
  const { wrong, right } = await answersOf(lab);
  const run: Judge = (dir, part) => judgeFolder(process.env, { dir, lab, part, buildDeadline: BUILD_DEADLINE });

  test(`${lab.name}: every check that costs points is named by two wrong answers or more`, () => {
    expect([...timesNamed(lab, wrong)].filter(([, times]) => times < 2)).toEqual([]);
  });

  for (const [part, { checks, extra }] of Object.entries(lab.lab.parts)) {
    // The extra part measures, and whoever measures is alone on the machine.
    describe(`${lab.name}, ${part}`, { concurrent: !extra }, () => {
      const here = <T extends WrongAnswer | RightAnswer>(answers: readonly T[]) =>
        answers.filter((answer) => answer.part === part);
      const chosen = EVERYTHING ? [...here(wrong), ...here(right)] : sample(here(wrong), here(right));

      test("the starter gets no points and errors nowhere", async () => {
        const starter = new Draft(folder("labs", lab.name), join(home, `${lab.name}-${part}`));
        const { points, results } = await run(starter.dir, part);
        expect(points.earned).toBe(0);
        expect(results.filter(({ outcome }) => outcome.status === "errored")).toEqual([]);
      });

      test("the reference gets full marks, twice in a row", async () => {
        for (let time = 0; time < 2; time++) {
          const { points, results } = await inQuiet(run, folder("solutions", lab.name), part);
          expect(notRight(results)).toEqual([]);
          expect(points).toEqual({ earned: points.possible, possible: points.possible, undecided: 0 });
        }
      });

      for (const answer of chosen) {
        test(`${"fails" in answer ? "wrong" : "right"}: ${answer.title}`, async () => {
          expect((await prove(lab, answer, run)).problems).toEqual([]);
        });
      }
    });

    test(`${lab.name}, ${part}: every answer names a check of its part, and has a title of its own`, () => {
      const here = [...wrong, ...right].filter((answer) => answer.part === part);
      const titles = checks.map(({ title }) => title);
      for (const answer of here) if ("fails" in answer) expect(titles).toContain(answer.fails);
      expect(new Set(here.map(({ title }) => title)).size).toBe(here.length);
    });
  }
}

function folder(of: "labs" | "solutions", name: string): string {
  return fileURLToPath(new URL(`../../${of}/${name}`, import.meta.url));
}
