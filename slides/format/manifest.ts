import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { DeckError, type Problem } from "./problem.ts";

const oneLine = z.string().regex(/^[^\r\n]+$/, "has to be one line of text");
const value = z.union([oneLine, z.number(), z.boolean()]).transform(String);

const schema = z.strictObject({
  title: oneLine,
  subtitle: oneLine.optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "has to be the code of a language, such as en or fr")
    .default("en"),
  variables: z.record(z.string().regex(/^[A-Za-z][-\w]*$/, "is no name for a variable"), value).default({}),
  parts: z
    .array(z.strictObject({ title: oneLine.optional(), chapters: z.array(oneLine).min(1, "needs at least one file") }))
    .min(1, "needs at least one part"),
  /** What is made from this file: the first slide, the contents, and a slide before each part. */
  cover: z.boolean().default(true),
  contents: z.boolean().default(true),
  "part-pages": z.boolean().default(true),
  /** The size of all text, in per cent. */
  size: z
    .number()
    .min(60, "has to be 60 to 150, in per cent")
    .max(150, "has to be 60 to 150, in per cent")
    .default(100),
  /** Classes whose slides are not shown. */
  exclude: z.array(oneLine).default([]),
  css: oneLine.optional(),
  repository: z.url({ protocol: /^https?$/, error: "has to be a web address" }).optional(),
  snippets: z.number().int().nonnegative().optional(),
});

/** What deck.yml says: title, language, variables, and which chapters there are in which parts. */
export type Manifest = z.infer<typeof schema> & {
  /** The line of deck.yml that names a chapter, or a value. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
};

/** Reads deck.yml. Throws a DeckError that says on which line what is wrong. */
export function parseManifest(file: string, text: string): Manifest {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const broken = document.errors.map((error): Problem => {
    const [message = ""] = error.message.split("\n");
    return { file, line: error.linePos?.[0].line ?? 1, message: message.replace(/ at line \d+, column \d+:?$/, "") };
  });
  if (broken.length > 0) throw new DeckError(broken);
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let end = path.length; end > 0; end--) {
      const node = document.getIn(path.slice(0, end), true) as { range?: readonly number[] } | undefined;
      if (node?.range) return counter.linePos(node.range[0] ?? 0).line;
    }
    return 1;
  };
  const content: unknown = document.toJS();
  if (content === null || typeof content !== "object" || Array.isArray(content))
    throw new DeckError([{ file, line: 1, message: 'has to say at least "title:" and "parts:", with their chapters' }]);
  const result = schema.safeParse(content);
  if (result.success) return { ...result.data, lineOf };
  throw new DeckError(
    result.error.issues.map(({ path, message }) => ({
      file,
      line: lineOf(path.filter((step) => typeof step !== "symbol")),
      message: path.length > 0 ? `${path.join(".")}: ${message}` : message,
    })),
  );
}
