import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Finding } from "../../core/errors.ts";
import type { Rule } from "../../core/rule.ts";
import type { Model } from "../../engine/compose.ts";
import { readComposeFiles } from "../compose-files.ts";
import { judgeDockerfile } from "../dockerfile.ts";
import { judgeModel } from "../model.ts";
import { sealed } from "../sealed.ts";
import { contentOf, parseSource } from "../yaml.ts";

type AtLeastOne<T> = readonly [T, ...T[]];
type Judge<T> = (input: T) => unknown;

/** `catches`: this rule refuses each input. `catchesNot`: no rule refuses any of them. */
export function specs<T>(judge: Judge<T>) {
  const expectEach = (title: string, code: string | undefined, inputs: readonly T[]) => {
    for (const input of inputs)
      test(`${title} ${JSON.stringify(input).slice(0, 100)}`, async () =>
        expect(await refusing(judge, input)).toBe(code));
  };
  return {
    catches: ({ id }: Rule, ...inputs: AtLeastOne<T>) => expectEach(`${id} catches`, id, inputs),
    catchesNot: ({ id }: Rule, ...inputs: AtLeastOne<T>) => expectEach(`${id} catches not`, undefined, inputs),
  };
}

/** For rules that judge text: `catches` begins with the rule's own example. */
function specsOfText(judge: Judge<string>) {
  const { catches, catchesNot } = specs(judge);
  return { catches: (rule: Rule, ...more: readonly string[]) => catches(rule, rule.example, ...more), catchesNot };
}

async function refusing<T>(judge: Judge<T>, input: T): Promise<string | undefined> {
  try {
    await judge(input);
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error.code;
    throw error;
  }
}

/** A compose file, with mounts in the long form: that of the model, in which Compose writes every short one. */
export const file = specsOfText(judgeFile);
/** A service of such a file. */
export const service = specsOfText((yaml) => judgeFile(asService(yaml)));
/** A service as it is written, of which only the paths are judged: before Compose reads it. */
export const written = specsOfText((yaml) => judgePaths(asService(yaml)));
/** A Dockerfile, whole. */
export const dockerfile = specsOfText(judgeBuild);
/** A step of a Dockerfile. */
export const step = specsOfText((text) => judgeBuild(`FROM python\n${text}`));

function asService(yaml: string): string {
  return `services:\n  web:\n    ${yaml.replaceAll("\n", "\n    ")}\n`;
}

async function judgeFile(yaml: string): Promise<void> {
  const source = parseSource("compose.yaml", yaml);
  const model = { name: "x", services: {}, ...(contentOf(source) as object) } as Model;
  await judgeModel(sealed(model, tmpdir()), tmpdir(), [source]);
}

async function judgePaths(yaml: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "sandbox-spec-"));
  try {
    await writeFile(join(dir, "compose.yaml"), yaml);
    await readComposeFiles(dir, ["compose.yaml"]);
  } finally {
    await rm(dir, { recursive: true });
  }
}

function judgeBuild(text: string): void {
  judgeDockerfile(text, { file: "Dockerfile", network: "default" });
}
