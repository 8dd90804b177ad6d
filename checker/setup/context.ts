import type { Parts } from "../images/parts.ts";
import type { Say } from "../images/step.ts";
import type { Consent } from "./consent.ts";
import type { Machine } from "./machine.ts";

/** What every step of a set-up holds in its hands. */
export interface SetupContext {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly consent: Consent;
  readonly machine: Machine;
  readonly images: readonly string[] | "classroom";
  readonly only: "build" | undefined;
  /** What stand-ins are made from, where some have to be. */
  readonly parts: Parts;
}
