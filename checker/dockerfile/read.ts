import { Finding } from "../core/errors.ts";
import { escapeOf } from "./directives.ts";
import { announcedBy } from "./heredoc.ts";
import type { HereDocument, Instruction, Recipe } from "./instruction.ts";
import { Lines, type Logical } from "./lines.ts";
import { hasDocuments, parsed } from "./parse.ts";
import { atLine } from "./unreadable.ts";
import { written } from "./write.ts";

/** Bytes of a Dockerfile; nobody writes that many. */
export const MOST_BYTES = 256 * 1024;

/**
 * Reads a Dockerfile as the builder does; `file` is its path inside the submission. What no builder understands, or two
 * builders understand in two ways, is a finding.
 */
export function readDockerfile(source: string, file: string): Recipe {
  // Half of a pair of code units cannot be written to a file.
  const text = Buffer.from(source.replace(/^\ufeff/, "")).toString();
  if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge(file, Buffer.byteLength(text));
  const token = escapeOf(text, file);
  const lines = new Lines(text, token);
  const instructions: Instruction[] = [];
  for (let line = nextOf(lines, file); line !== undefined; line = nextOf(lines, file))
    instructions.push(read(line, lines, { file, token }));
  const recipe = { file, token, instructions };
  // What cannot be written out is not read: nobody judges what is not built.
  written(recipe);
  return recipe;
}

function nextOf(lines: Lines, file: string): Logical | undefined {
  return atLine({ file, line: lines.line }, () => lines.next());
}

function read({ text, line }: Logical, lines: Lines, { file, token }: Pick<Recipe, "file" | "token">): Instruction {
  return atLine({ file, line }, () => {
    const instruction = parsed(text, token, line);
    return { ...instruction, documents: hasDocuments(instruction) ? documentsOf(text, lines) : [] };
  });
}

function documentsOf(text: string, lines: Lines): readonly HereDocument[] {
  return announcedBy(text).map((announced) => ({
    ...announced,
    content: lines.document(announced.name, announced.chomp),
  }));
}

export function tooLarge(file: string, bytes: number): Finding {
  return new Finding("dockerfile-size", `${file} is far too large for a Dockerfile.`, {
    expected: `at most ${MOST_BYTES / 1024} KiB of text`,
    actual: `${Math.ceil(bytes / 1024)} KiB`,
    file,
  });
}
