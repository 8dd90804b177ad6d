import type { WrongAnswer } from "../answers.ts";
import { compose } from "./wrong-compose.ts";
import { images } from "./wrong-images.ts";
import { networks } from "./wrong-networks.ts";
import { votes } from "./wrong-votes.ts";

export const wrong: readonly WrongAnswer[] = [...images, ...compose, ...votes, ...networks];
