import type { WrongAnswer } from "../../../kit/answers/answers.ts";
import { compose } from "./compose.ts";
import { images } from "./images.ts";
import { networks } from "./networks.ts";
import { votes } from "./votes.ts";

export const wrong: readonly WrongAnswer[] = [...images, ...compose, ...votes, ...networks];
