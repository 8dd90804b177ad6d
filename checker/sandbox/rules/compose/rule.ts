import type { Rule } from "../../../core/rule.ts";

export type Key = string | number;

/** What a rule may look at beside the value. */
export interface Judged {
  readonly path: readonly Key[];
  readonly model: Readonly<Record<string, unknown>>;
}

/** Judges the value of a key of the rendered model. */
export interface ComposeRule extends Rule {
  /** Dotted paths of the keys that it judges; `*` stands for any one name or number. */
  readonly at: readonly string[];
  /** True for a value that is known to be harmless; the value is not looked at any further. */
  readonly allows: (value: unknown, judged: Judged) => boolean;
}

/** For keys that are never right here. */
export const never = (): boolean => false;
export const onlyFalse = (value: unknown): boolean => value === false;
export const atMost = (most: number) => (value: unknown) => Number(value) >= 0 && Number(value) <= most;
export const size = (value: unknown): number =>
  typeof value === "object" && value !== null ? Object.keys(value).length : 0;
/** A list or map without entries. A text or `true` has none either, and is not that. */
export const isEmpty = (value: unknown): boolean => typeof value === "object" && size(value) === 0;
export const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);
/** Names and values, of a map or of a list of `NAME=VALUE`. */
export const settingsOf = (value: unknown): readonly (readonly [string, unknown])[] => {
  if (typeof value !== "object" || value === null) return [];
  if (!Array.isArray(value)) return Object.entries(value);
  return value.map((entry) => {
    const [name = "", ...rest] = String(entry).split("=");
    return [name, rest.join("=")] as const;
  });
};
export const namesOf = (value: unknown): readonly string[] => settingsOf(value).map(([name]) => name);
