import { Finding } from "../core/errors.ts";
import { type Place, refusal } from "../core/rule.ts";
import { frontendsOf } from "../dockerfile/directives.ts";
import { effective, type Instruction } from "../dockerfile/instruction.ts";
import { type Plan, planOf } from "../dockerfile/plan.ts";
import { readDockerfile } from "../dockerfile/read.ts";
import { imagesOf } from "../dockerfile/resolve.ts";
import { sourceNames } from "../dockerfile/sources.ts";
import { NOTHING_GIVEN, type Surroundings } from "../dockerfile/values.ts";
import { instructionText } from "../dockerfile/write.ts";
import { DOCKERFILE_RULES } from "./rules/dockerfile/all.ts";
import { frontend } from "./rules/dockerfile/frontend.ts";
import type { Surrounding } from "./rules/dockerfile/rule.ts";

type Network = Surrounding["network"];

export interface DockerfileOptions {
  /** Path inside the submission. */
  readonly file: string;
  readonly network: Network;
  /** What the build is given from outside. */
  readonly surroundings?: Surroundings;
}

/** Reads a Dockerfile, and refuses one that could reach further than its own build. */
export function judgeDockerfile(
  text: string,
  { file, network, surroundings = NOTHING_GIVEN }: DockerfileOptions,
): Plan {
  for (const { image, line } of frontendsOf(text))
    if (frontend.refuses(image)) throw refusal(frontend, `syntax=${image}`, { file, line });
  const plan = planOf(readDockerfile(text, file), surroundings);
  const named = imagesByLine(plan);
  for (const { from, steps } of plan.stages)
    for (const instruction of [from, ...steps]) {
      const images = named.get(instruction.line) ?? [];
      judge(instruction, { network, token: plan.token, images }, { file, line: instruction.line });
    }
  return plan;
}

/** All of them are asked for at once, and what is not here is fetched. */
const MOST_IMAGES = 20;

function imagesByLine(plan: Plan): ReadonlyMap<number, readonly string[]> {
  const byLine = new Map<number, string[]>();
  const all = new Set<string>();
  for (const { name, platform, place } of imagesOf(plan)) {
    byLine.set(place.line, [...(byLine.get(place.line) ?? []), name]);
    all.add(`${name} ${platform}`);
    if (all.size > MOST_IMAGES)
      throw new Finding("dockerfile-images", `The Dockerfile uses more than ${MOST_IMAGES} images.`, {
        expected: `at most ${MOST_IMAGES} images after FROM and from=`,
        ...place,
      });
  }
  return byLine;
}

/**
 * Judges what a base image does to whatever is built upon it, as if it stood where the FROM line stands. It may take
 * something from a stage; of an image nobody would have judged which one it is.
 */
export function judgeOnBuild(triggers: readonly string[], plan: Plan, network: Network, place: Required<Place>): void {
  const stages = new Set(plan.stages.map(({ name }) => name));
  for (const trigger of triggers) {
    const { token, instructions } = readDockerfile(trigger, place.file);
    for (const instruction of instructions) {
      const images = sourceNames(instruction).flatMap((name) => (stages.has(name.toLowerCase()) ? [] : UNKNOWN));
      judge({ ...instruction, line: place.line }, { network, token, images }, place);
    }
  }
}

/** No name of an image: the rules refuse it. */
const UNKNOWN = "(unknown)";

function judge(instruction: Instruction, surrounding: Surrounding, place: Place): void {
  for (const part of new Set([instruction, effective(instruction)]))
    for (const rule of DOCKERFILE_RULES)
      if (rule.refuses(part, surrounding)) throw refusal(rule, instructionText(instruction).slice(0, 300), place);
}
