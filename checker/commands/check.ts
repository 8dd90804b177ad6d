import { fileURLToPath } from "node:url";
import { EXIT } from "../command-line/exit.ts";
import type { Io } from "../command-line/io.ts";
import type { Event } from "../core/events.ts";
import type { Report } from "../core/report.ts";
import { judge } from "../grading/judge.ts";
import { brokenText, catalogue, type NamedLab } from "../labs/catalogue.ts";
import { live } from "../report/live.ts";
import { summary } from "../report/summary.ts";
import { terminal } from "../report/terminal.ts";
import { locate } from "../workspace/locate.ts";
import { engineReady, sweep } from "./engine-ready.ts";
import { keepReport } from "./last-report.ts";
import { inList, listLabs, partsNamed } from "./parts.ts";
import { ioForPeople, type ReportOptions, refuseUnwritable, targetsOf, writeReports } from "./reports.ts";

export interface CheckOptions extends ReportOptions {
  /** The student's work; labs/ of this project when not given. */
  readonly in?: string;
  readonly keep?: boolean;
  /** False: builds and containers reach nothing outside of the submission. */
  readonly internet?: boolean;
  /** Show what there is to check instead of judging. */
  readonly list?: boolean;
  /** Tell about one check instead of judging. */
  readonly explain?: string;
}

const LABS = fileURLToPath(new URL("../../labs", import.meta.url));

/** Exit codes of `check` by verdict; wrong usage is thrown. */
const EXIT_BY_VERDICT = { passed: EXIT.ok, failed: EXIT.failed, errored: EXIT.impossible } as const;

/** `check [PART | LAB]`: judges one part, or all parts of a lab; without a name it lists what there is. */
export async function check(
  name: string | undefined,
  options: CheckOptions,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const targets = targetsOf(options);
  if (options.explain !== undefined) return (await import("./explain.ts")).explain(options.explain, name, io);
  const { labs: all, broken } = await catalogue();
  for (const lab of broken) io.say(brokenText(lab));
  if (name === undefined || options.list) {
    const labs = name === undefined ? all : [partsNamed(all, name).lab];
    io.print(options.json === undefined ? listLabs(labs) : JSON.stringify(labs.map(inList), null, 2));
    return 0;
  }
  const { lab, parts } = partsNamed(all, name);
  await locate(options.in ?? LABS, lab.name, lab.lab);
  await refuseUnwritable(targets);
  const people = ioForPeople(io, targets);
  const reports = await judgeAll(lab, parts, options, people, signal);
  signal.throwIfAborted();
  if (reports.length > 1) people.print(summary(reports, io));
  await writeReports(targets, reports, io);
  return Math.max(...reports.map(({ verdict }) => EXIT_BY_VERDICT[verdict]));
}

async function judgeAll(lab: NamedLab, parts: readonly string[], options: CheckOptions, io: Io, signal: AbortSignal) {
  const { docker, environment } = await engineReady([lab], io, signal);
  const reports: Report[] = [];
  for (const part of parts) {
    if (signal.aborted) break;
    const progress = live(io.err, { colour: io.colour, total: lab.lab.parts[part]?.checks.length ?? 0 });
    try {
      // After Ctrl-C everything is being removed: what becomes of each check says nothing any more.
      const emit = (event: Event) => {
        if (!signal.aborted) progress.emit(event);
      };
      const { in: dir = LABS, keep = false, internet = true } = options;
      const network = internet ? "default" : "none";
      reports.push(
        await judge({
          docker,
          env: io.env,
          dir,
          lab,
          part,
          keep,
          network,
          emit,
          signal,
          environment,
        }),
      );
    } finally {
      progress.stop();
    }
    const [last] = reports.slice(-1);
    if (last && !signal.aborted) {
      io.print(terminal([last], io));
      await keepReport(io.env, last);
    }
  }
  // Once more: the engine may have been busy with the last wish of a killed run. Without an engine the next run sweeps.
  await sweep(docker).catch(() => undefined);
  return reports;
}
