import type { WrongAnswer } from "../../../kit/answers/answers.ts";
import { compose } from "./compose.ts";
import { image } from "./image.ts";

export const wrong: readonly WrongAnswer[] = [...image, ...compose];
