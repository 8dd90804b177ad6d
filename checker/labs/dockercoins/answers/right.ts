import type { RightAnswer } from "../../../kit/answers/answers.ts";
import { bonus } from "./bonus/right.ts";
import { part1 } from "./part1/right.ts";
import { part2 } from "./part2/right.ts";

/** Work that looks unusual and is as right as the reference. */
export const right: readonly RightAnswer[] = [...part1, ...part2, ...bonus];
