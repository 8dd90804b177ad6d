import type { LocalImage } from "../images/local.ts";
import type { EngineInfo } from "./engine.ts";
import type { Plugins } from "./plugins.ts";

export interface ReadyOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Progress and what is being done, for people. */
  readonly say: (line: string) => void;
  /** Given when a person is at the terminal: asked before anything is installed. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** References that have to be there, or all that the labs use. None when left out. */
  readonly images?: readonly string[] | "classroom";
  /** Interrupts a set-up between two steps; the reason is thrown. */
  readonly signal?: AbortSignal;
  /** Build stand-ins without asking whether a registry answers. */
  readonly only?: "build";
}

export interface Ready extends Plugins {
  readonly engine: EngineInfo;
  readonly images: readonly LocalImage[];
}
