import type { WrongAnswer } from "../../../kit/answers/answers.ts";
import { image } from "./image.ts";
import { lasting } from "./lasting.ts";
import { together } from "./together.ts";

export const wrong: readonly WrongAnswer[] = [...image, ...together, ...lasting];
