import { readdir } from "node:fs/promises";
import { type Document, isMap, type LineCounter } from "yaml";
import { Finding } from "../../core/errors.ts";
import { notRendered } from "../../diagnosis/compose-failure.ts";
import { HIDDEN_ENDING, notText } from "../../dockerfile/file.ts";
import { COMPOSE_FILES } from "../../engine/compose.ts";
import type { ComposeReader } from "../../engine/compose-reader.ts";
import type { JudgedModel } from "../../sandbox/model.ts";
import { renderGuarded } from "../../sandbox/render.ts";
import { parseSource, type Source } from "../../sandbox/yaml.ts";
import { readInside } from "../../workspace/read.ts";
import type { Copied } from "../image/copied.ts";

/** A compose file that Compose itself takes. */
export interface ComposeFile {
  readonly name: string;
  /** The file, and the override that Compose merges over it by itself. */
  readonly files: readonly string[];
  readonly document: Document;
  readonly lines: LineCounter;
  readonly model: JudgedModel;
}

/** Merged over the compose file when it is there. Source: compose-go, `DefaultOverrideFileNames`. */
export const OVERRIDE_FILES = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

/** Far more than anybody writes, and little enough to be parsed in a moment, whatever it holds. */
const MOST_BYTES = 64 * 1024;

/** As much of the work as reading a compose file takes. */
export interface ComposeWork {
  readonly dir: string;
  readonly project: string;
  readonly reader: ComposeReader;
  readonly copied: Copied;
  /** The compose files that were read last, as they are written. */
  sources: readonly Source[];
}

export async function readComposeFile(work: ComposeWork): Promise<ComposeFile> {
  work.reader.warm();
  // Compose takes the first that is there, also when it could not be copied.
  const names = [...(await readdir(work.dir)), ...work.copied.names()];
  const [name, ...ignored] = COMPOSE_FILES.filter((wanted) => names.includes(wanted));
  if (name === undefined) throw missing(names);
  const { document, lines } = await readYaml(work, name);
  mustHaveServices(name, document);
  const [override, ...others] = OVERRIDE_FILES.filter((wanted) => names.includes(wanted));
  const files = [name, ...(override === undefined ? [] : [override])];
  const warnings = [...notTaken(name, ignored), ...notTaken(override, others)];
  return { name, files, document, lines, model: await renderModel(work, files, warnings) };
}

/** Compose takes one of several files without asking. */
function notTaken(taken: string | undefined, others: readonly string[]): readonly string[] {
  return others.length === 0 ? [] : [`It uses ${taken} and ignores ${others.join(", ")}.`];
}

function missing(names: readonly string[]): Finding {
  const close = names.find(
    (name) => /compose.{0,200}\.ya?ml(?:\.\w{1,20})?$|compose(?:\.txt)?$/i.test(name) && !/bonus|override/.test(name),
  );
  return new Finding("NO_COMPOSE_FILE", "There is no compose file.", {
    expected: `a file docker-compose.yml beside the service folders (${COMPOSE_FILES.slice(0, 3).join(", ")} will do, too)`,
    actual: close === undefined ? "no such file" : `a file named "${close}"`,
    file: "docker-compose.yml",
    ...(close?.endsWith(".txt") && {
      hint: HIDDEN_ENDING,
    }),
  });
}

function mustHaveServices(name: string, document: Document): void {
  const services = document.get("services");
  if (document.has("include") || (services !== undefined && services !== null)) return;
  const keys = isMap(document.contents) ? document.contents.items.map(({ key }) => String(key)) : [];
  throw new Finding("NO_SERVICES", `${name} holds no services.`, {
    expected: "a key services: with your services below it, each of them indented",
    actual: document.has("services") ? "services: with nothing below it" : `the keys ${keys.join(", ")}`,
    file: name,
  });
}

/** Reads a YAML file, and says where it is none. */
export async function readYaml(
  work: Pick<ComposeWork, "dir" | "copied">,
  name: string,
): Promise<{ document: Document; lines: LineCounter }> {
  await work.copied.require(name);
  const bytes = await readInside(work.dir, name, MOST_BYTES);
  if ("why" in bytes) {
    if (bytes.why !== "too-large")
      throw new Finding("NOT_A_FILE", `${name} is not a file.`, { expected: "a text file in YAML", file: name });
    throw new Finding("compose-size", `${name} is far too large.`, {
      expected: `at most ${MOST_BYTES / 1024} KiB`,
      actual: `${Math.ceil(bytes.bytes / 1024)} KiB`,
      file: name,
    });
  }
  if (bytes.includes(0)) throw notText(name, bytes, "a text file in YAML");
  const { document, lines } = parseSource(name, bytes.toString("utf8"));
  if (!isMap(document.contents))
    throw new Finding("NO_SERVICES", `${name} holds no services.`, {
      expected: "a key services: with your services below it",
      file: name,
    });
  return { document, lines };
}

/** What Compose makes of the files, the later merged over the earlier; refused where it could do harm. */
export async function renderModel(
  work: ComposeWork,
  files: readonly string[],
  known: readonly string[] = [],
): Promise<JudgedModel> {
  const { dir, project, reader, copied } = work;
  for (const file of [".env", ...files]) await copied.require(file);
  const rendered = await renderGuarded(reader, project, dir, files);
  const warnings = [...known, ...rendered.warnings.filter((warning) => !/is obsolete/.test(warning))];
  if ("failed" in rendered) {
    copied.requireNamed(rendered.failed);
    throw await notRendered({ ...rendered, warnings, dir, files, reader });
  }
  await copied.requireMounts(rendered.model);
  reader.warnings = warnings;
  work.sources = rendered.sources;
  return rendered.model;
}
