import type { WrongAnswer } from "../../../kit/answers/answers.ts";
import { bonus } from "./bonus/bonus.ts";
import { cheats } from "./cheats.ts";
import { advised } from "./part1/advice.ts";
import { hasher } from "./part1/hasher.ts";
import { rng } from "./part1/rng.ts";
import { system } from "./part1/system.ts";
import { webui } from "./part1/webui.ts";
import { worker } from "./part1/worker.ts";
import { part2 } from "./part2/compose.ts";
import { mining } from "./part2/mining.ts";

/** Mistakes that students really make (public repositories and issue threads), one at a time, and cheats. */
export const wrong: readonly WrongAnswer[] = [
  ...[...rng, ...hasher, ...webui, ...worker, ...advised, ...system],
  ...[...part2, ...mining],
  ...bonus,
  ...cheats,
];
