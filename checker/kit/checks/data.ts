import type { Check } from "../../core/check.ts";
import type { Finding } from "../../core/errors.ts";
import type { ComposeFile } from "../compose/compose-file.ts";
import { type CheckContext, check } from "../context.ts";
import type { Described } from "./stack.ts";

interface About {
  readonly title: string;
  readonly points: number;
  readonly why: string;
}

export interface DataOptions<T> {
  readonly section: string;
  readonly needs: Check<CheckContext, Described>;
  readonly after: readonly Check<CheckContext>[];
  /** Brings the stack into the state in which data is looked at, where checks before leave it in another. */
  readonly prepare?: (started: Described) => Promise<void>;
  /** Asks the running stack for its data. */
  readonly read: (work: CheckContext, started: Described) => Promise<T>;
  readonly kept: About & {
    /** What is wrong with what is there after `down` and `up`. */
    readonly lost: (before: T, after: T, file: ComposeFile) => Finding | undefined;
  };
  readonly forgotten: About & {
    /** What is wrong with what is there after `down --volumes` and `up`. */
    readonly left: (before: T, after: T, file: ComposeFile) => Finding | undefined;
  };
  /** Ports of a stack that is left up on request. */
  readonly ports: readonly [number, ...(readonly number[])];
}

/** The checks that data survives `down` and `up`, and that it goes with its volumes. The second may leave a stack up. */
export function dataOutlives<T>(options: DataOptions<T>): readonly [Check<CheckContext>, Check<CheckContext>] {
  const { section, needs, after, prepare, read, ports } = options;
  const { lost, ...keeps } = options.kept;
  const { left, ...forgets } = options.forgotten;
  const kept = check(keeps.title, { ...keeps, section, needs, after }, async (work, started) => {
    const { file, stack } = started;
    await prepare?.(started);
    const before = await read(work, started);
    await stack.down({ volumes: false });
    await stack.up();
    const now = await read(work, started);
    const finding = lost(before, now, file);
    if (finding) throw finding;
    return { file, stack, before: now };
  });
  const forgotten = check(
    forgets.title,
    { ...forgets, section, needs: kept },
    async (work, { file, stack, before }) => {
      await stack.down();
      await stack.up();
      const finding = left(before, await read(work, { file, stack }), file);
      if (finding) throw finding;
      if (!work.keep) return;
      await stack.down();
      await work.keepUp(file.model, ...ports);
    },
  );
  return [kept, forgotten];
}
