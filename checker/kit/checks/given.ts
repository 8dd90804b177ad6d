import { basename } from "node:path";
import type { Check } from "../../core/check.ts";
import type { Container } from "../../engine/container.ts";
import type { Stack } from "../compose/stack.ts";
import { type CheckContext, check } from "../context.ts";
import { type Program, runsGiven } from "../given/given-runs.ts";

interface Options<N> {
  readonly points: number;
  readonly section: string;
  readonly needs: N;
}

interface StackOptions<T> extends Options<readonly [Check<CheckContext, T>, ...Check<CheckContext>[]]> {
  readonly closer?: readonly Check<CheckContext>[];
}

/** The container of a service runs the code that was handed out: what is asked of it afterwards says something about it. */
export function givenCheck(
  program: Program,
  { points, section, needs }: Options<Check<CheckContext, Container>>,
): Check<CheckContext, Container> {
  const { service, file } = program;
  return check(
    `${service}: the container runs the given ${basename(file)}`,
    {
      points,
      section,
      needs,
      why: "The code is given, and the work is to put it into a container: what runs there has to be this code, unchanged.",
    },
    async (work, container) => {
      await runsGiven(work, container, program);
      return container;
    },
  );
}

/**
 * The same of all services of a stack that run given code. It gives what the first of its needs gave. `closer`: what looks
 * at their images alone.
 */
export function givenInStack<T extends { readonly stack: Stack }>(
  programs: readonly Program[],
  { points, section, needs, closer = [] }: StackOptions<T>,
): Check<CheckContext, T> {
  return check(
    "compose: the containers run the given code",
    {
      points,
      section,
      needs,
      closer,
      why: "The code is given, and the work is to put it into containers: what is measured and asked here has to be this code.",
    },
    async (work, [started]) => {
      await Promise.all(
        programs.map(async (program) => runsGiven(work, await started.stack.container(program.service), program)),
      );
      return started;
    },
  );
}
