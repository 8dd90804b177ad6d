import { availableParallelism } from "node:os";
import { UsageError } from "../core/errors.ts";
import { connect } from "../engine/connect.ts";
import { sweepDead } from "../engine/sweep.ts";
import { labs, type NamedLab } from "../labs/catalogue.ts";
import { imagesFor } from "../labs/needs.ts";
import { answersOf, type Judge, type Proof, prove as proveOne, timesNamed } from "../labs/prove.ts";
import { oneLine } from "../report/layout.ts";
import { ensureReady } from "../setup/ready.ts";
import { environmentOf } from "./environment.ts";
import type { Io } from "./io.ts";
import { judge } from "./judge.ts";
import { proofText } from "./proof-text.ts";

export interface ProveOptions {
  /** Answers judged at the same time. */
  readonly jobs?: number;
  /** Only answers whose title or part matches. */
  readonly only?: string;
}

/** `prove [LAB]`: judges every wrong and right answer of a lab, or of all. Exit code 1 when one is judged otherwise than it declares. */
export async function prove(
  name: string | undefined,
  options: ProveOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const all = await labs();
  const chosen = name === undefined ? all : all.filter((lab) => lab.name === name);
  if (chosen.length === 0)
    throw new UsageError(`There is no lab "${name}". Labs: ${all.map((lab) => lab.name).join(", ")}.`);
  const ready = await ensureReady({
    env: io.env,
    say: io.say,
    images: await imagesFor(chosen),
    signal,
    ...(io.ask && { ask: io.ask }),
  });
  const docker = connect(io.env);
  await sweepDead(docker);
  let code = 0;
  for (const lab of chosen) {
    const environment = environmentOf(ready);
    const run: Judge = (dir, part) =>
      judge({ docker, env: io.env, dir, lab, part, emit: () => undefined, signal, environment });
    const { proofs, unnamed } = await proveLab(lab, run, options, io, signal);
    const { text, proven } = proofText(lab, proofs, unnamed, io.colour);
    io.print(text);
    if (!proven) code = 1;
  }
  return code;
}

async function proveLab(lab: NamedLab, run: Judge, { jobs, only }: ProveOptions, io: Io, signal: AbortSignal) {
  const { wrong, right } = await answersOf(lab);
  const pattern = only === undefined ? /(?:)/ : new RegExp(only, "i");
  const queue = [...wrong, ...right].filter(({ title, part }) => pattern.test(`${part} ${title}`));
  if (queue.length === 0) throw new UsageError(`No answer of ${lab.name} matches "${only}".`);
  // Measurements go one by one and nothing may start meanwhile: they come last, alone.
  const measures = (part: string) => Number(lab.lab.parts[part]?.extra ?? false);
  queue.sort((a, b) => measures(a.part) - measures(b.part));
  const proofs: Proof[] = [];
  const total = queue.length;
  const work = async () => {
    for (let answer = queue.shift(); answer !== undefined; answer = queue.shift()) {
      signal.throwIfAborted();
      const proof = await proveOne(lab, answer, run);
      proofs.push(proof);
      const mark = proof.problems.length === 0 ? "proven" : "NOT PROVEN";
      io.say(`${String(proofs.length).padStart(3)}/${total}  ${mark}  ${proof.part}, ${proof.kind}: ${proof.title}`);
      for (const problem of proof.problems) io.say(`         ${oneLine(problem)}`);
    }
  };
  await Promise.all(Array.from({ length: jobs ?? Math.max(1, availableParallelism()) }, work));
  const named = timesNamed(lab, wrong);
  const unnamed = only === undefined ? [...named].filter(([, times]) => times === 0).map(([title]) => title) : [];
  return { proofs, unnamed };
}
