import type { WrongAnswer } from "../answers.ts";
import { cheats } from "./cheats.ts";
import { bonus } from "./wrong-bonus.ts";
import { hasher, rng } from "./wrong-part1.ts";
import { advised } from "./wrong-part1-advice.ts";
import { webui, worker } from "./wrong-part1-more.ts";
import { system } from "./wrong-part1-system.ts";
import { part2 } from "./wrong-part2.ts";
import { part2More } from "./wrong-part2-more.ts";

/** Mistakes that students really make (public repositories and issue threads), one at a time, and cheats. */
export const wrong: readonly WrongAnswer[] = [
  ...[...rng, ...hasher, ...webui, ...worker, ...advised, ...system],
  ...[...part2, ...part2More],
  ...bonus,
  ...cheats,
];
