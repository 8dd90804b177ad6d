import type { RightAnswer } from "../answers.ts";
import { part1 } from "./right-part1.ts";

/** Work that looks unusual and is as right as the reference. */
export const right: readonly RightAnswer[] = [...part1];
