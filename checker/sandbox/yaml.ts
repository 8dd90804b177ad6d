import { type Document, isNode, LineCounter, type Node, parseDocument, visit } from "yaml";
import { Finding } from "../core/errors.ts";
import { type Place, refusal } from "../core/rule.ts";
import { oddCharacter } from "./odd-character.ts";
import { yamlTag } from "./rules/compose/yaml-tag.ts";

/** A compose file as it is written. */
export interface Source {
  /** Relative to the submission. */
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * Parses a compose file strictly: what two parsers could understand in two ways is refused. A silent log level would
 * also silence the error about a second document in the same file, which Compose merges over the first.
 */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = shallow(file, () =>
    // Only the first error is shown: making each of a hundred thousand pretty takes minutes.
    parseDocument(text, {
      lineCounter: lines,
      merge: true,
      uniqueKeys: true,
      logLevel: "error",
      prettyErrors: false,
    }),
  );
  const [error] = document.errors;
  if (error) {
    if (/call stack/.test(error.message)) throw tooDeep(file);
    const { line, col } = lines.linePos(error.pos[0]);
    const actual = `${error.message} at line ${line}, column ${col}`;
    throw new Finding("YAML_INVALID", `${file} is not valid YAML.`, {
      actual,
      evidence: `${actual}:\n${(text.split("\n")[line - 1] ?? "").slice(0, 200)}`,
      file,
      line,
      ...oddCharacter(text),
    });
  }
  const source = { file, text, document, lines };
  visit(document, {
    Node(_, node, { length }) {
      const tag = "tag" in node ? node.tag : undefined;
      if (!yamlTag.allows(tag)) throw refusal(yamlTag, `the tag ${tag}`, placeOfNode(source, node));
      if (length > MOST_DEPTH) throw tooDeep(file);
    },
  });
  return source;
}

/** Two for each level: a pair, and what holds it. */
const MOST_DEPTH = 200;

/** Runs what follows a nesting down: one that is far too deep for it is a finding. */
export function shallow<T>(file: string, follow: () => T): T {
  try {
    return follow();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file);
    throw error;
  }
}

function tooDeep(file: string): Finding {
  return new Finding("compose-depth", `${file} cannot be read: it is nested far too deeply.`, {
    expected: `at most ${MOST_DEPTH / 2} levels`,
    file,
  });
}

/** The file's content with aliases and merge keys resolved. Aliases that grow without end are a finding. */
export function contentOf({ file, document }: Source): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new Finding("compose-aliases", `${file} cannot be read: its aliases (*name) lead to far too much text.`, {
      actual: (error as Error).message,
      file,
    });
  }
}

export function placeOfNode({ file, lines }: Source, node: Node | null | undefined): Place {
  const offset = node?.range?.[0];
  return offset === undefined ? { file } : { file, line: lines.linePos(offset).line };
}

/** Where a key of the rendered model is written: by its path, else the last place that has its name. */
export function placeOfKey(sources: readonly Source[], path: readonly (string | number)[]): Place {
  for (const source of [...sources].reverse()) {
    const found = nodeAt(source.document, path);
    if (found) return placeOfNode(source, found);
  }
  const name = path.findLast((key) => typeof key === "string");
  for (const source of [...sources].reverse()) {
    let found: Node | undefined;
    visit(source.document, {
      Pair(_, { key }) {
        if (isNode(key) && String(key) === name) found = key;
      },
    });
    if (found) return placeOfNode(source, found);
  }
  const file = sources[0]?.file;
  return file === undefined ? {} : { file };
}

/** Whether what became this part of the model is written with a variable. */
export function hasVariable(sources: readonly Source[], path: readonly (string | number)[]): boolean {
  return sources.some(({ document }) => {
    const node = nodeAt(document, path.slice(0, 3));
    return node !== undefined && String(node).includes("$");
  });
}

function nodeAt(document: Document, path: readonly (string | number)[]): Node | undefined {
  try {
    const found = document.getIn(path, true);
    return isNode(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
