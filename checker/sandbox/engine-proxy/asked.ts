import { RUN, SCRIPT } from "../../engine/labels.ts";
import type { HostConfig } from "./judge.ts";

type Labels = Readonly<Record<string, string>>;

/** What a script asked for, where its container has got something else: it is shown what it asked for. */
export interface Asked {
  readonly image?: string;
  readonly ports?: HostConfig["PortBindings"];
  /** Copies of what it mounts, and the places in its workspace. */
  readonly mounts?: Readonly<Record<string, string>>;
}

export function askedLabel(asked: Asked = {}): Labels {
  return { [SCRIPT]: JSON.stringify(asked) };
}

/** Undefined for what no script of this run has made. */
export function askedOf(labels: Labels | null | undefined, run: string): Asked | undefined {
  const text = labels?.[SCRIPT];
  return text === undefined || labels?.[RUN] !== run ? undefined : (JSON.parse(text) as Asked);
}
