import type { Say } from "../images/step.ts";
import type { Consent } from "./consent.ts";
import type { Machine } from "./machine.ts";

/** What every step of a set-up holds in its hands. */
export interface SetupContext {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly consent: Consent;
  readonly machine: Machine;
}
