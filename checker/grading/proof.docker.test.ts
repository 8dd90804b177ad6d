import { describe, expect, test, vi } from "vitest";
import { judgeFolder } from "../e2e/attempt.ts";
import { labs } from "../labs/catalogue.ts";
import {
  answersOf,
  type Claim,
  claimsOf,
  ENOUGH_NAMED,
  type Judge,
  PROOF_BUILD_DEADLINE,
  sample,
  timesNamed,
} from "./prove.ts";

/** `WORKSHOP_PROVE=all`: all answers, as `npm run prove` judges them; else a fixed sample. */
const EVERYTHING = process.env.WORKSHOP_PROVE === "all";

// Each judges a whole stack: more at once would only make each other slow. A bonus is measured twice, after whoever else
// measures, and again when the machine was too busy.
vi.setConfig({ maxConcurrency: 2, testTimeout: 900_000 });

const NAMES: Readonly<Record<Claim["kind"], string>> = {
  starter: "",
  reference: "",
  wrong: "wrong: ",
  right: "right: ",
};

for (const lab of await labs()) {
  const answers = await answersOf(lab);
  const judge: Judge = (dir, part, network) =>
    judgeFolder(process.env, { dir, lab, part, network, buildDeadline: PROOF_BUILD_DEADLINE });
  const all = claimsOf(lab, answers);
  const chosen = EVERYTHING ? all : sample(all);

  test(`${lab.name}: every check that costs points is named by two wrong answers or more`, () => {
    expect([...timesNamed(lab, answers.wrong)].filter(([, times]) => times < ENOUGH_NAMED)).toEqual([]);
  });

  for (const [part, { checks, exclusive }] of Object.entries(lab.lab.parts)) {
    describe(`${lab.name}, ${part}`, { concurrent: !exclusive }, () => {
      for (const { kind, title, problems } of chosen.filter((claim) => claim.part === part))
        test(`${NAMES[kind]}${title}`, async () => {
          expect(await problems(judge)).toEqual([]);
        });
    });

    test(`${lab.name}, ${part}: every answer names a check of its part, and has a title of its own`, () => {
      const here = all.filter((claim) => claim.part === part);
      const titles = checks.map(({ title }) => title);
      for (const { fails } of here) if (fails !== undefined) expect(titles).toContain(fails);
      expect(new Set(here.map(({ title }) => title)).size).toBe(here.length);
    });
  }
}
