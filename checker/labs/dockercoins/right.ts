import type { RightAnswer } from "../answers.ts";
import { bonus } from "./right-bonus.ts";
import { part1 } from "./right-part1.ts";
import { part2 } from "./right-part2.ts";

/** Work that looks unusual and is as right as the reference. */
export const right: readonly RightAnswer[] = [...part1, ...part2, ...bonus];
