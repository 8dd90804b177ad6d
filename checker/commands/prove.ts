import { availableParallelism } from "node:os";
import type { Io } from "../command-line/io.ts";
import { UsageError } from "../core/errors.ts";
import { judge } from "../grading/judge.ts";
import {
  answersOf,
  type Claim,
  claimsOf,
  ENOUGH_NAMED,
  type Judge,
  PROOF_BUILD_DEADLINE,
  timesNamed,
} from "../grading/prove.ts";
import { brokenText, catalogue, type NamedLab } from "../labs/catalogue.ts";
import { oneLine } from "../report/layout.ts";
import { engineReady } from "./engine-ready.ts";
import { type Proof, proofText } from "./proof-text.ts";

export interface ProveOptions {
  /** Claims judged at the same time. */
  readonly jobs?: number;
  /** Only claims whose title or part matches. */
  readonly only?: RegExp;
}

/**
 * `prove [LAB]`: the whole truth about a lab, or about all: the starter, the reference, every wrong and right answer. Exit code
 * 1 when something is judged otherwise than it has to be, or cannot be judged at all.
 */
export async function prove(
  name: string | undefined,
  options: ProveOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const { labs: all, broken } = await catalogue();
  const chosen = name === undefined ? all : all.filter((lab) => lab.name === name);
  const bad = broken.filter((lab) => name === undefined || lab.name === name);
  if (chosen.length + bad.length === 0)
    throw new UsageError(`There is no lab "${name}". Labs: ${all.map((lab) => lab.name).join(", ")}.`);
  const { docker, environment } = await engineReady(chosen, io, signal);
  for (const lab of bad) io.print(brokenText(lab));
  let code = bad.length > 0 ? 1 : 0;
  let judged = 0;
  for (const lab of chosen) {
    const run: Judge = (dir, part, network) =>
      judge({
        ...{ docker, env: io.env, dir, lab, part, network, emit: () => undefined, signal, environment },
        buildDeadline: PROOF_BUILD_DEADLINE,
      });
    const { proofs, unnamed } = await proveLab(lab, run, options, io, signal);
    if (proofs.length === 0) continue;
    judged += proofs.length;
    const { text, proven } = proofText(lab, proofs, unnamed, io.colour);
    io.print(text);
    if (!proven) code = 1;
  }
  if (judged === 0 && options.only) throw new UsageError(`Nothing to prove matches ${options.only}.`);
  return judged === 0 ? 1 : code;
}

async function proveLab(lab: NamedLab, run: Judge, { jobs, only }: ProveOptions, io: Io, signal: AbortSignal) {
  const answers = await answersOf(lab).catch((error: Error) => error);
  if (answers instanceof Error) return unloadable(lab, answers);
  const queue = claimsOf(lab, answers).filter(({ title, part }) => only?.test(`${part} ${title}`) ?? true);
  // Measurements go one by one and nothing may start meanwhile: they come last, alone.
  const measures = (part: string) => Number(lab.lab.parts[part]?.exclusive ?? false);
  queue.sort((a, b) => measures(a.part) - measures(b.part));
  const proofs: Proof[] = [];
  const total = queue.length;
  const work = async () => {
    for (let claim = queue.shift(); claim !== undefined; claim = queue.shift()) {
      signal.throwIfAborted();
      const problems = await problemsOf(claim, run, signal);
      proofs.push({ claim, problems });
      const mark = problems.length === 0 ? "proven" : "NOT PROVEN";
      io.say(`${String(proofs.length).padStart(3)}/${total}  ${mark}  ${claim.part}, ${claim.kind}: ${claim.title}`);
      for (const problem of problems) io.say(`         ${oneLine(problem)}`);
    }
  };
  await Promise.all(Array.from({ length: jobs ?? availableParallelism() }, work));
  const named = only === undefined ? [...timesNamed(lab, answers.wrong)] : [];
  return { proofs, unnamed: named.filter(([, times]) => times < ENOUGH_NAMED).map(([title]) => title) };
}

/** What breaks while one answer is judged says nothing about the others. */
async function problemsOf({ problems }: Claim, run: Judge, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await problems(run);
  } catch (error) {
    signal.throwIfAborted();
    return [`it could not be judged: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function unloadable({ name }: NamedLab, error: Error): { proofs: Proof[]; unnamed: string[] } {
  const claim: Claim = { title: "its answers can be loaded", part: name, kind: "wrong", problems: async () => [] };
  return { proofs: [{ claim, problems: [error.message] }], unnamed: [] };
}
