import { basename } from "node:path";
import type { Check } from "../../core/check.ts";
import type { Container } from "../../engine/container.ts";
import { type CheckContext, check } from "../context.ts";
import { type Program, runsGiven } from "../given/given-runs.ts";

interface Options {
  readonly points: number;
  readonly section: string;
  readonly needs: Check<CheckContext, Container>;
}

/** The container of a service runs the code that was handed out: what is asked of it afterwards says something about it. */
export function givenCheck(program: Program, { points, section, needs }: Options): Check<CheckContext, Container> {
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
