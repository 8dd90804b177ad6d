import { effective, type Flag, type Instruction } from "./instruction.ts";
import type { Plan, Source } from "./plan.ts";
import { Unreadable } from "./unreadable.ts";

/** Gives each name after `--from=` and `from=` of an instruction another value. */
export function withSources(instruction: Instruction, change: (name: string, isMount: boolean) => string): Instruction {
  if (instruction.operand.kind === "trigger") {
    const inner = withSources(instruction.operand.instruction, change);
    return { ...instruction, operand: { kind: "trigger", instruction: inner } };
  }
  return { ...instruction, flags: instruction.flags.map((flag) => changed(flag, instruction.keyword, change)) };
}

function changed(flag: Flag, keyword: string, change: (name: string, isMount: boolean) => string): Flag {
  const { name, value = "" } = flag;
  if (name === "from" && (keyword === "COPY" || keyword === "ADD") && value !== "")
    return { name, value: change(value, false) };
  if (name !== "mount" || keyword !== "RUN") return flag;
  const pairs = value.split(",").map((pair) => {
    const [, key = "", from = ""] = /^(from=)(.+)$/i.exec(pair) ?? [];
    return key === "" ? pair : `from=${change(from, true)}`;
  });
  return { name, value: pairs.join(",") };
}

/** All names after `--from=` and `from=` of an instruction. */
export function sourceNames(instruction: Instruction): readonly string[] {
  const names: string[] = [];
  withSources(effective(instruction), (name) => {
    names.push(name);
    return name;
  });
  return names;
}

/** What such a name means in a stage: only COPY knows numbers. Source: toCommand and detectRunMount in dockerfile2llb. */
export function sourceOf({ stages }: Pick<Plan, "stages">, stage: number, name: string, isMount: boolean): Source {
  if (/\$/.test(name)) throw new Unreadable("what to copy from (from=) cannot be a variable");
  if (/^[-+]?\d+$/.test(name) && !isMount) {
    if (/^(?:0|[1-9]\d*)$/.test(name) && Number(name) < stage) return { kind: "stage", index: Number(name) };
    throw new Unreadable(`there is no earlier stage with the number ${name}`);
  }
  const wanted = name.toLowerCase();
  if (wanted === "scratch") return { kind: "scratch" };
  const [earlier, last] = [stages.slice(0, stage), stages].map((all) =>
    all.findLastIndex((one) => one.name === wanted),
  );
  if (last === undefined || last < 0) return { kind: "image", name };
  if (earlier === last) return { kind: "stage", index: last };
  throw new Unreadable(`the stage ${name} has to stand before what takes something from it`);
}
