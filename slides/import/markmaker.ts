import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UsageError } from "../../checker/core/errors.ts";
import type { Imported } from "./imported.ts";

type Content = string | readonly Content[];
const content: z.ZodType<Content> = z.lazy(() => z.union([z.string(), z.array(content)]));
const schema = z.looseObject({ title: z.string(), content: z.array(content), exclude: z.array(z.string()).nullish() });

/** Reads a manifest that puts a deck together from files and pieces of text, in lists of lists. */
export function readManifestOf(path: string): Imported {
  const result = schema.safeParse(parse(readFileSync(path, "utf8")));
  if (!result.success) throw new UsageError(`${path} is no manifest of slides: it has no "title:" and "content:".`);
  const { title, content, exclude, ...others } = result.data;
  const folder = dirname(path);
  const files: Record<string, string> = {};
  const left: string[] = [];
  const chapterOf = (piece: string): readonly string[] => {
    if (piece.includes("\n")) {
      const name = `text-${Object.keys(files).length + 1}.md`;
      files[name] = piece;
      return [name];
    }
    if (existsSync(join(folder, piece))) {
      files[piece] = readFileSync(join(folder, piece), "utf8");
      return [piece];
    }
    left.push(`There is no file ${piece}.`);
    return [];
  };
  const parts = content.map((part) => flat(part).flatMap(chapterOf)).filter((chapters) => chapters.length > 0);
  const values = Object.entries(others);
  const variables = values.filter(([, value]) => typeof value === "string" && !value.includes("\n"));
  left.push(...values.filter((value) => !variables.includes(value)).map(([name]) => `"${name}:" is left out.`));
  return {
    manifest: {
      title: title.replace(/\s*\n\s*/g, " ").trim(),
      cover: false,
      ...(exclude?.length && { exclude }),
      ...(variables.length > 0 && { variables: Object.fromEntries(variables.map(upperCase)) }),
      parts: parts.map((chapters) => ({ chapters })),
    },
    files,
    beside: folder,
    left,
  };
}

function flat(content: Content): readonly string[] {
  return typeof content === "string" ? [content] : content.flatMap(flat);
}

/** In slides they are asked for as @@NAME@@. */
function upperCase([name, value]: [string, unknown]): [string, unknown] {
  return [name.toUpperCase(), value];
}
