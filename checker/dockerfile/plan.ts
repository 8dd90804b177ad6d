import { Growth } from "./growth.ts";
import type { Instruction, Recipe } from "./instruction.ts";
import { valuesOf, wordsOf } from "./instruction.ts";
import { settled } from "./settled.ts";
import { atLine, Unreadable } from "./unreadable.ts";
import { NOTHING_GIVEN, type Surroundings, Values } from "./values.ts";

/** What a name after FROM or --from= means. */
export type Source =
  | { readonly kind: "stage"; readonly index: number }
  | { readonly kind: "image"; readonly name: string }
  /** The empty image. */
  | { readonly kind: "scratch" };

export interface Stage {
  /** As FROM names it, in small letters. */
  readonly name: string | undefined;
  readonly base: Source;
  /** What FROM --platform= asks for. */
  readonly platform: string | undefined;
  readonly from: Instruction;
  /** Variables in the name after FROM that have no value. */
  readonly unset: readonly string[];
  /** What follows FROM; what would depend on a variable and be judged holds its value instead. */
  readonly steps: readonly Instruction[];
}

/** A Dockerfile with the meaning of its names: what is judged, and what is written out. */
export interface Plan {
  readonly file: string;
  readonly token: Recipe["token"];
  /** ARG before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
}

/** Nobody writes that many, and each is compared with the others. */
const MOST_STAGES = 100;

/** Source: Dockerfile2LLB in frontend/dockerfile/dockerfile2llb/convert.go of moby/buildkit. */
export function planOf(recipe: Recipe, surroundings: Surroundings = NOTHING_GIVEN): Plan {
  const { file, token, instructions } = recipe;
  const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const globals = first < 0 ? instructions : instructions.slice(0, first);
  const stray = globals.find(({ keyword }) => keyword !== "ARG");
  if (stray !== undefined || first < 0)
    atLine({ file, line: stray?.line ?? 1 }, () => {
      throw new Unreadable("the first instruction has to be FROM");
    });
  const growth = new Growth(surroundings.args);
  const values = Values.global(surroundings);
  for (const instruction of globals)
    atLine({ file, line: instruction.line }, () => {
      growth.add(instruction);
      values.declare(instruction, token, surroundings);
    });
  const builder = new Builder(recipe, surroundings, values, growth);
  for (const instruction of instructions.slice(first))
    atLine({ file, line: instruction.line }, () => builder.add(instruction));
  return { file, token, globals, stages: builder.stages };
}

/** Takes instructions one after the other; each FROM begins a stage. */
class Builder {
  readonly stages: { -readonly [key in keyof Stage]: key extends "steps" ? Instruction[] : Stage[key] }[] = [];
  readonly #values: Values[] = [];
  readonly #recipe: Recipe;
  readonly #surroundings: Surroundings;
  readonly #globals: Values;
  readonly #growth: Growth;

  constructor(recipe: Recipe, surroundings: Surroundings, globals: Values, growth: Growth) {
    this.#recipe = recipe;
    this.#surroundings = surroundings;
    this.#globals = globals;
    this.#growth = growth;
  }

  add(instruction: Instruction): void {
    this.#growth.add(instruction);
    if (instruction.keyword === "FROM") this.#begin(instruction);
    else this.#step(instruction);
  }

  #step(instruction: Instruction): void {
    const { token } = this.#recipe;
    const values = this.#values.at(-1) ?? Values.ofImage();
    this.stages.at(-1)?.steps.push(settled(instruction, values, token));
    values.remember(instruction, token, this.#globals, this.#surroundings);
  }

  #begin(from: Instruction): void {
    if (this.stages.length === MOST_STAGES) throw new Unreadable(`there are more than ${MOST_STAGES} stages`);
    const [written = "", , name] = wordsOf(from);
    const unset = this.#globals.unsetIn(written);
    const base = this.#baseOf(this.#globals.expand(written, this.#recipe.token), written, unset);
    const platform = valuesOf(from, "platform").map((value) => this.#globals.expand(value, this.#recipe.token))[0];
    if (platform !== undefined && !/^[\w./-]+$/.test(platform)) throw new Unreadable(`"${platform}" is not a platform`);
    // Here is where the builder carries them out.
    for (const trigger of base.kind === "stage" ? triggersOf(this.stages[base.index]) : []) this.#growth.add(trigger);
    this.stages.push({ name, base, platform, from, unset, steps: [] });
    this.#values.push(
      base.kind === "stage" ? (this.#values[base.index]?.upon() ?? Values.ofImage()) : Values.ofImage(),
    );
  }

  #baseOf(name: string, written: string, unset: readonly string[]): Source {
    if (name === "" && unset.length > 0) throw new Unreadable(noValue(written, unset), WHERE_VALUES_ARE);
    if (name === "") throw new Unreadable(`base name (${written}) should not be blank`);
    if (name === "scratch") return { kind: "scratch" };
    const index = this.stages.findLastIndex((stage) => stage.name === name.toLowerCase());
    return index < 0 ? { kind: "image", name } : { kind: "stage", index };
  }
}

/** Why a name with variables names no image. */
export function noValue(written: string, unset: readonly string[]): string {
  return `FROM ${written} names no image, as ${unset.join(" and ")} ${unset.length === 1 ? "has" : "have"} no value`;
}

export const WHERE_VALUES_ARE =
  "Look at the ARG lines before the first FROM, and at the build arguments of the compose file: one of them gives the value.";

/** What a stage keeps for those that are built upon it. */
function triggersOf(stage: Stage | undefined): readonly Instruction[] {
  return (stage?.steps ?? []).flatMap(({ operand }) => (operand.kind === "trigger" ? [operand.instruction] : []));
}
