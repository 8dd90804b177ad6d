import type { WrongAnswer } from "../answers.ts";

export const wrong: readonly WrongAnswer[] = [];
