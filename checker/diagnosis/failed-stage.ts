import { planIn } from "../dockerfile/file.ts";
import { targetsOf } from "../dockerfile/resolve.ts";
import type { FailedBuild } from "./build-finding.ts";

export interface FailedStage {
  /** The image that it starts from, be it through other stages; undefined for `scratch`. */
  readonly base: string | undefined;
  /** Its lines in the Dockerfile, and those of the stages that it starts from. */
  readonly text: string;
}

/** The stage whose step failed, as BuildKit names it (`[build 2/3]`; Compose puts the service before): the last one where it does not. */
export function failedStage({ dockerfile, output }: FailedBuild): FailedStage {
  const plan = planIn(dockerfile.text);
  if (plan === undefined) return { base: undefined, text: dockerfile.text };
  const name = /^ > \[(?:\S+ )?(\S+) \d+\/\d+\] /m.exec(output)?.[1] ?? "";
  const lines = dockerfile.text.split("\n");
  const texts: string[] = [];
  const named = targetsOf(plan).indexOf(name);
  let index = named < 0 ? plan.stages.length - 1 : named;
  for (;;) {
    const stage = plan.stages[index];
    if (stage === undefined) break;
    const next = plan.stages[index + 1]?.from.line ?? lines.length + 1;
    texts.unshift(lines.slice(stage.from.line - 1, next - 1).join("\n"));
    if (stage.base.kind === "image") return { base: stage.base.name, text: texts.join("\n") };
    if (stage.base.kind === "scratch") break;
    index = stage.base.index;
  }
  return { base: undefined, text: texts.join("\n") };
}
