import { readdir } from "node:fs/promises";
import {
  type CheckContext,
  check,
  containersOf,
  Finding,
  type JudgedModel,
  type Model,
  measurementLock,
  publishedOnce,
  readComposeFile,
  readInside,
  readYaml,
  refuseFixedName,
  renderModel,
  requireBuiltHere,
  type Stack,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { Troubles, whoseFault } from "../part2/whose-fault.ts";
import { ALL_SERVICES, PAGE_PORT, SERVICES } from "../support/services.ts";
import { BonusRun, WORKERS } from "./bonus-run.ts";
import { exhibit, NO_BETTER, pointsFor, type Speeds, speedUp, times } from "./speed-up.ts";

const section = "bonus-ten-workers";
const POINTS = 90;
export const NOTES = "bonus.md";
const OVERRIDES = ["docker-compose.bonus.yml", "docker-compose.bonus.yaml", "compose.bonus.yml", "compose.bonus.yaml"];
const MOST_BYTES = 256 * 1024;
const BOTTLENECK = "rng";

const names = check(
  "bonus: bonus.md names the bottleneck",
  { points: 10, section, why: "To make something faster, first find out what makes it slow." },
  async (work) => {
    await work.copied.require(NOTES);
    const found = await readInside(work.dir, NOTES, MOST_BYTES);
    const expected = "a line `bottleneck: SERVICE`, and your explanation";
    if ("why" in found)
      throw new Finding(codes.WRONG_BOTTLENECK, `There is no text file ${NOTES}.`, { expected, file: NOTES });
    const text = found.toString("utf8");
    const line = /^[\s>*_#-]{0,200}bottleneck[*_`]{0,9}\s{0,50}:[\s*_`]{0,50}([\w-]{1,100})/im.exec(text);
    const named = line?.[1]?.toLowerCase();
    if (named === undefined)
      throw new Finding(codes.WRONG_BOTTLENECK, `${NOTES} names no bottleneck.`, { expected, file: NOTES });
    if (named === BOTTLENECK) return;
    throw new Finding(codes.WRONG_BOTTLENECK, `${named} is not the bottleneck.`, {
      expected: "the service that keeps ten workers from being ten times faster",
      actual: named,
      file: NOTES,
    });
  },
);

const faster = check(
  "bonus: ten workers with your fix",
  {
    points: POINTS,
    section,
    why: "More of the same helps only where the work is waiting: the numbers show whether you found the place.",
  },
  async (work) => {
    const models = await readModels(work);
    await using _ = await work.clock.without(() =>
      measurementLock({
        signal: work.signal,
        waiting: (holder) =>
          work.note(`Waiting until another measurement on this machine is done (process ${holder}).`),
      }),
    );
    const stack = work.stack([PAGE_PORT]);
    const { student, reference } = await new BonusRun(work, stack, models)
      .measure()
      .catch((error) => withFault(work, stack, models, error));
    work.exhibit(exhibit(student, reference));
    judge(student, reference);
  },
);

/** Throws what went wrong, with whose fault it is where that can be found out. */
async function withFault(work: CheckContext, stack: Stack, { base }: Models, error: unknown): Promise<never> {
  if (!(error instanceof Finding)) throw error;
  const troubles = new Troubles(error);
  const fault = await runAgain(stack, base).then(
    () => whoseFault(work, stack, base, troubles),
    () => undefined,
  );
  if (fault === undefined) throw error;
  throw error.with({ hint: `${fault.message} ${fault.details.hint ?? fault.look}` });
}

async function runAgain(stack: Stack, model: JudgedModel): Promise<void> {
  await stack.use(model);
  await stack.up({ worker: 1 });
}

export interface Models {
  readonly base: JudgedModel;
  readonly fixed: JudgedModel;
}

async function readModels(work: CheckContext): Promise<Models> {
  const file = await readComposeFile(work);
  const names = [...(await readdir(work.dir)), ...work.copied.names()];
  const override = OVERRIDES.find((name) => names.includes(name));
  if (override === undefined) {
    throw new Finding("NO_COMPOSE_FILE", "There is no docker-compose.bonus.yml.", {
      expected: "a compose file with your fix, which is merged over the first one",
      file: OVERRIDES[0] ?? "",
    });
  }
  await readYaml(work, override);
  const models = { base: file.model, fixed: await renderModel(work, [...file.files, override]) };
  for (const [name, model] of [
    [file.name, models.base],
    [override, models.fixed],
  ] as const) {
    for (const service of SERVICES) requireBuiltHere(work, { ...file, name, model }, service, ALL_SERVICES);
    canScale(model, name);
  }
  return models;
}

/** What people type has to work: `up --scale worker=10`, with each of the two models. */
function canScale(model: Model, file: string): void {
  for (const [name, spec] of Object.entries(model.services))
    refuseFixedName(model, name, name === "worker" ? WORKERS : containersOf(spec), file);
  publishedOnce(model, file, { worker: WORKERS });
}

function judge(student: Speeds, reference: Speeds): void {
  const [reached, right] = [speedUp(student), speedUp(reference)];
  const earned = pointsFor(reached, right, POINTS);
  if (earned === POINTS) return;
  throw new Finding(
    codes.NO_FASTER,
    reached <= NO_BETTER
      ? "Ten workers with your fix are no faster than ten workers alone."
      : "Ten workers with your fix are faster, and there is more to gain.",
    {
      expected: `at least ${times(0.9 * right)} of one worker's speed (the reference reaches ${times(right)} here)`,
      actual: times(reached),
      hint: "Watch which service the workers wait for, with your fix in place.",
      earned,
    },
  );
}

export const bonus = [names, faster];
