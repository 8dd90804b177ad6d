import { type Instruction, instructionsOf } from "./instructions.ts";
import { type Place, refusal } from "./rule.ts";
import { DOCKERFILE_RULES } from "./rules/dockerfile/all.ts";
import { frontend } from "./rules/dockerfile/frontend.ts";
import type { Surrounding } from "./rules/dockerfile/rule.ts";

export interface DockerfileOptions {
  /** Path inside the submission. */
  readonly file: string;
  readonly network: "none" | "default";
  /** Build arguments that a compose file sets. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Refuses a Dockerfile that could reach further than its own build. */
export function judgeDockerfile(text: string, { file, network, args = {} }: DockerfileOptions): void {
  const named = frontendOf(text);
  if (named && frontend.refuses(named.image))
    throw refusal(frontend, `syntax=${named.image}`, { file, line: named.line });
  const stages = new Set<string>();
  const variables = new Map<string, string>();
  const surrounding: Surrounding = {
    network,
    isStage: (name) => stages.has(name.toLowerCase()),
    expand: (value) => expanded(value, variables),
  };
  let count = 0;
  for (const instruction of instructionsOf(text)) {
    const place: Place = { file, line: instruction.line };
    for (const rule of DOCKERFILE_RULES)
      if (rule.refuses(instruction, surrounding)) throw refusal(rule, inWords(instruction), place);
    if (instruction.keyword === "FROM") {
      stages.add(String(count++));
      const name = /^\s*\S+\s+as\s+(\S+)/i.exec(instruction.rest)?.[1];
      if (name !== undefined) stages.add(expanded(name, variables).toLowerCase());
    }
    if (instruction.keyword === "ARG" || instruction.keyword === "ENV") remember(instruction, variables, args);
  }
}

/**
 * The image of a syntax line. BuildKit takes `# syntax=`, `// syntax=` and JSON with a key "syntax", in the lines before
 * the first instruction.
 */
function frontendOf(text: string): { image: string; line: number } | undefined {
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const image =
      /^\s*(?:#|\/\/)\s*syntax\s*=\s*(.*?)\s*$/i.exec(line)?.[1] ?? /"syntax"\s*:\s*"([^"]*)"/i.exec(line)?.[1];
    if (image !== undefined) return { image, line: index + 1 };
    if (!/^\s*(?:#|\/\/|[{}"]|$)/.test(line)) return undefined;
  }
  return undefined;
}

function remember(
  { keyword, rest }: Instruction,
  variables: Map<string, string>,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const [, name = "", quoted, plain = ""] of rest.matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|(\S*))/g))
    variables.set(name, expanded((quoted ?? plain).replace(/['\\]/g, ""), variables));
  const [, name, value = ""] = /^\s*([A-Za-z_]\w*)(?:\s+([^=]+))?\s*$/.exec(rest) ?? [];
  if (keyword === "ENV" && name !== undefined) variables.set(name, expanded(value.trim(), variables));
  if (keyword === "ARG")
    for (const [given, text] of Object.entries(args))
      if (new RegExp(`\\b${escaped(given)}\\b`).test(rest)) variables.set(given, String(text ?? ""));
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

/** Variables that nothing sets stay as they are, and so do forms that are not understood. */
function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text
    .replace(/["'\\]/g, "")
    .replace(/\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^}]*))?\})/g, (whole, bare, name, operator, other) => {
      const value = variables.get(bare ?? name);
      if (operator?.endsWith("-")) return value || other;
      if (operator?.endsWith("+")) return value ? other : "";
      return value ?? whole;
    });
}

function inWords(instruction: Instruction): string {
  const flags = instruction.flags.map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`));
  return [instruction.keyword, ...flags, instruction.rest.trim()].join(" ").slice(0, 300);
}
