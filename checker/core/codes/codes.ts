import { ANSWERS } from "./answers.ts";
import { BUILD } from "./build.ts";
import { COMPOSE } from "./compose.ts";
import { LIMITS } from "./limits.ts";
import type { Page } from "./page.ts";
import { START } from "./start.ts";

/** What can be wrong in any lab, by kinds that people would group by. Labs own what is about their application. */
export const CODES = { ...BUILD, ...START, ...COMPOSE, ...ANSWERS, ...LIMITS } as const satisfies Readonly<
  Record<string, Page>
>;

/** Stable: reports and answers refer to it. */
export type Code = keyof typeof CODES;
