import type { WrongAnswer } from "../answers.ts";
import { image } from "./wrong-image.ts";
import { lasting } from "./wrong-lasting.ts";
import { together } from "./wrong-together.ts";

export const wrong: readonly WrongAnswer[] = [...image, ...together, ...lasting];
