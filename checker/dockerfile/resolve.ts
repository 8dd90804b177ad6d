import type { Instruction, Recipe } from "./instruction.ts";
import type { Plan, Source, Stage } from "./plan.ts";
import { sourceOf, withSources } from "./sources.ts";
import { atLine, type Place, Unreadable } from "./unreadable.ts";

/** An image that a Dockerfile names. */
export interface Wanted {
  readonly name: string;
  readonly platform: string | undefined;
  /** Named after FROM, not after from=. */
  readonly isFrom: boolean;
  readonly place: Place;
}

/** All images that a plan names, after FROM and after from=. */
export function imagesOf(plan: Plan): readonly Wanted[] {
  const found: Wanted[] = [];
  resolved(plan, (wanted) => {
    found.push(wanted);
    return "image:tag";
  });
  return found;
}

/** The images after FROM, in their order. */
export function basesOf({ stages }: Plan): readonly string[] {
  return stages.flatMap(({ base }) => (base.kind === "image" ? base.name : []));
}

/** What every stage is called in the Dockerfile that is built: all have a name, and no two have the same. */
export function targetsOf({ stages }: Pick<Plan, "stages">): readonly string[] {
  const own = stages.map(({ name }, index) =>
    stages.findIndex((other) => other.name === name) === index ? name : undefined,
  );
  const taken = new Set(stages.map(({ name }) => name));
  return own.map((name, index) => {
    if (name !== undefined) return name;
    let free = `stage-${index}`;
    while (taken.has(free)) free += "-";
    return free;
  });
}

/** The stage that somebody asks for by its name or its number, the last one where nobody does; undefined for what is none. */
export function stageOf({ stages }: Pick<Plan, "stages">, wanted: string | undefined): number | undefined {
  if (wanted === undefined) return stages.length - 1;
  const named = stages.findLastIndex(({ name }) => name === wanted.toLowerCase());
  const index = named < 0 && /^\d+$/.test(wanted) ? Number(wanted) : named;
  return index in stages ? index : undefined;
}

/** The Dockerfile with every name resolved: stages by names of ours, images by what `refOf` says. */
export function resolved(plan: Plan, refOf: (wanted: Wanted) => string): Recipe {
  const { file, token, globals, stages } = plan;
  const targets = targetsOf(plan);
  const text = (source: Source, wanted: Omit<Wanted, "name">) => {
    if (source.kind === "scratch") return "scratch";
    if (source.kind === "stage") return targets[source.index] ?? "";
    return reference(refOf({ ...wanted, name: source.name }));
  };
  const each = stages.flatMap((stage, index) => [
    fromOf(
      stage,
      targets[index] ?? "",
      text(stage.base, { platform: stage.platform, isFrom: true, place: { file, line: stage.from.line } }),
    ),
    ...stage.steps.map((step) => {
      const place = { file, line: step.line };
      const change = (name: string, isMount: boolean) => {
        const source = sourceOf(plan, index, name, isMount);
        if (step.keyword === "ONBUILD" && (source.kind !== "stage" || targets[source.index] !== name.toLowerCase()))
          throw new Unreadable("ONBUILD can only take something from a stage, by its name");
        return text(source, { platform: undefined, isFrom: false, place });
      };
      return atLine(place, () => withSources(step, change));
    }),
  ]);
  return { file, token, instructions: [...globals, ...each] };
}

/** Nothing that could be taken for a stage. */
function reference(ref: string): string {
  if (!/^[\w.:/@+-]+$/.test(ref)) throw new Unreadable(`"${ref}" is not the name of an image`);
  return /[:@/]/.test(ref) ? ref : `${ref}:latest`;
}

function fromOf({ from, platform }: Stage, target: string, base: string): Instruction {
  const flags = from.flags.map((flag) => (flag.name === "platform" ? { ...flag, value: platform } : flag));
  return { ...from, flags, operand: { kind: "words", words: [base, "AS", target] } };
}
