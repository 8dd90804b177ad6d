import { BUILDS } from "./edits.ts";
import type { HostileWork } from "./work.ts";

/**
 * What is only seen when it runs. Each one ends by itself, so that a hole in the checker cannot hurt the machine that
 * tests it: at most 2000 processes, 2 GB of memory, 3 GB of disk (4 GB that are only allocated).
 */
export interface RunningWork extends Omit<HostileWork, "rule"> {
  readonly says: RegExp;
  readonly buildDeadline?: number;
  /** dockercoins when not given. */
  readonly lab?: string;
}

export const ANSWERS = "rng: GET / answers on port 80";

export const program = (title: string, says: RegExp, ...lines: readonly string[]): RunningWork => ({
  title,
  part: "part1",
  fails: ANSWERS,
  says,
  edit: (draft) => {
    draft.write("rng/hostile.py", `${lines.join("\n")}\n`);
    draft.replace("rng/Dockerfile", "COPY rng.py .", "COPY hostile.py .");
    draft.replace("rng/Dockerfile", /USER nobody/, "USER root");
    draft.replace("rng/Dockerfile", '"rng.py"', '"hostile.py"');
  },
});

export const duringBuild = (title: string, says: RegExp, command: string, buildDeadline?: number): RunningWork => ({
  title,
  part: "part1",
  fails: BUILDS,
  says,
  ...(buildDeadline !== undefined && { buildDeadline }),
  edit: (draft) => {
    draft.write("rng/hostile.py", `${command}\n`);
    draft.replace("rng/Dockerfile", "COPY rng.py .", "COPY hostile.py .\nRUN python hostile.py");
  },
});

export const FORKS = [
  "import os, time",
  "refused = False",
  "for _ in range(2000):",
  "    try:",
  "        if os.fork() == 0: time.sleep(150); os._exit(0)",
  "    except OSError as error: refused = True; print(error, flush=True); break",
];
