import { refusal } from "../core/rule.ts";
import type { Model } from "../engine/compose.ts";
import { isInside } from "../workspace/inside.ts";
import { HARMLESS } from "./harmless.ts";
import { COMPOSE_RULES } from "./rules/compose/all.ts";
import type { Key } from "./rules/compose/rule.ts";
import { unknownKey } from "./rules/compose/unknown-key.ts";
import { engineSocket } from "./rules/path/engine-socket.ts";
import { interpolated } from "./rules/path/interpolated.ts";
import { outside } from "./rules/path/outside.ts";
import { hasVariable, placeOfKey, type Source } from "./yaml.ts";

declare const judged: unique symbol;

/** A rendered model that every rule lets pass. Only such a model can be started. */
export type JudgedModel = Model & { readonly [judged]: true };

const HARMLESS_PATTERNS = HARMLESS.map((path) => path.split("."));
const RULES = COMPOSE_RULES.map((rule) => ({ rule, patterns: rule.at.map((path) => path.split(".")) }));
const KNOWN = [...HARMLESS_PATTERNS, ...RULES.flatMap(({ patterns }) => patterns)];

/** Judges the model that Compose made of `sources`: what is not known to be harmless is refused. */
export async function judgeModel(model: Model, dir: string, sources: readonly Source[]): Promise<JudgedModel> {
  visit(model, [], model, sources);
  await pathsStayInside(model, dir, sources);
  return model as JudgedModel;
}

function visit(value: unknown, path: readonly Key[], model: Model, sources: readonly Source[]): void {
  let vouched = false;
  for (const { rule, patterns } of RULES) {
    if (!patterns.some((pattern) => pattern.length === path.length && begins(pattern, path))) continue;
    if (!isNothing(value) && !rule.allows(value, { path, model })) throw refusedAt(rule, value, path, sources);
    vouched ||= rule.only !== true;
  }
  if (vouched || isNothing(value) || isExtension(path)) return;
  if (HARMLESS_PATTERNS.some((pattern) => pattern.length === path.length && begins(pattern, path))) return;
  const leadsOn = KNOWN.some((pattern) => pattern.length > path.length && begins(pattern.slice(0, path.length), path));
  if (!leadsOn || typeof value !== "object") throw refusedAt(unknownKey, value, path, sources);
  for (const [key, below] of entries(value as object)) visit(below, [...path, key], model, sources);
}

function begins(pattern: readonly string[], path: readonly Key[]): boolean {
  return pattern.every((name, index) => name === "*" || name === path[index]);
}

function entries(value: object): readonly (readonly [Key, unknown])[] {
  return Array.isArray(value) ? value.map((below, index) => [index, below] as const) : Object.entries(value);
}

/** Compose shows some keys without a value that nobody has written. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** `x-NAME` is for people, but not where it is the name of something: a network may be called so, too. */
function isExtension(path: readonly Key[]): boolean {
  return String(path.at(-1)).startsWith("x-") && !KNOWN.some((pattern) => isNamed(pattern, path));
}

function isNamed(pattern: readonly string[], path: readonly Key[]): boolean {
  const last = path.length - 1;
  return pattern[last] === "*" && begins(pattern.slice(0, last), path);
}

function refusedAt(
  rule: Parameters<typeof refusal>[0],
  value: unknown,
  path: readonly Key[],
  sources: readonly Source[],
) {
  const key = path.join(".");
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return refusal(rule, `${key}: ${text.length > 300 ? `${text.slice(0, 300)} …` : text}`, placeOfKey(sources, path));
}

/** Once more for what the model says in the end: where builds and mounts really lead. */
async function pathsStayInside(model: Model, dir: string, sources: readonly Source[]): Promise<void> {
  for (const { path, value } of pathsOf(model))
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value) || !(await isInside(dir, value)))
      throw refusedAt(ruleOf(value, path, sources), value, path, sources);
}

function ruleOf(value: string, path: readonly Key[], sources: readonly Source[]) {
  if (engineSocket.refuses(value)) return engineSocket;
  return hasVariable(sources, path) ? interpolated : outside;
}

function* pathsOf({ services, secrets, configs }: Model): Generator<{ path: readonly Key[]; value: string }> {
  for (const [name, { build, volumes }] of Object.entries(services ?? {})) {
    if (build) {
      const context = String(build.context);
      yield { path: ["services", name, "build", "context"], value: context };
      if (build.dockerfile !== undefined)
        yield {
          path: ["services", name, "build", "dockerfile"],
          value: build.dockerfile.startsWith("/") ? build.dockerfile : `${context}/${build.dockerfile}`,
        };
    }
    for (const [index, mount] of (Array.isArray(volumes) ? volumes : []).entries())
      if (mount.type === "bind")
        yield { path: ["services", name, "volumes", index, "source"], value: String(mount.source) };
  }
  for (const [kind, named] of Object.entries({ secrets, configs }))
    for (const [name, entry] of Object.entries((named ?? {}) as Record<string, { file?: string } | null>))
      if (entry?.file !== undefined) yield { path: [kind, name, "file"], value: String(entry.file) };
}
