import type { WrongAnswer } from "../../../kit/answers/answers.ts";
import { compose } from "./compose.ts";
import { webapp } from "./webapp.ts";
import { writer } from "./writer.ts";

export const wrong: readonly WrongAnswer[] = [...writer, ...webapp, ...compose];
