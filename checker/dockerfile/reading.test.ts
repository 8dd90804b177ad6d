// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles write variables like this.
import { describe, expect, test } from "vitest";
import { Finding } from "../core/errors.ts";
import { planOf } from "./plan.ts";
import { readDockerfile } from "./read.ts";
import { resolved } from "./resolve.ts";
import { written } from "./write.ts";

/** What the builder gets, without the empty lines that keep the line numbers. */
function built(text: string, args: Readonly<Record<string, string>> = {}): readonly string[] {
  const platform = { os: "linux", architecture: "arm64" };
  const plan = planOf(readDockerfile(text, "rng/Dockerfile"), { args, platform });
  const lines = written(resolved(plan, ({ name, platform }) => (platform ? `${name}@${platform}` : `${name}:x`))).split(
    "\n",
  );
  return lines.filter((line) => line !== "");
}

function refused(text: string): { readonly message: string; readonly line: number | undefined } {
  try {
    built(text);
  } catch (error) {
    if (error instanceof Finding) return { message: error.message, line: error.details.line };
    throw error;
  }
  throw new Error(`not refused: ${JSON.stringify(text)}`);
}

describe("what is odd but right is written out plainly:", () => {
  test.each<[string, string, readonly string[]]>([
    ["small letters and tabs", "from\ta  as  B\nrun\ttrue", ["FROM a:x AS b", "RUN true"]],
    ["Windows", "FROM a\r\nRUN x && \\\r\n  y\r\n", ["FROM a:x AS stage-0", "RUN x &&   y"]],
    ["a mark of Windows", "\ufeffFROM a\nRUN x", ["FROM a:x AS stage-0", "RUN x"]],
    [
      "comments and empty lines within",
      "# c\nFROM a\nRUN x \\\n# c\n\n   # c\n  && y",
      ["FROM a:x AS stage-0", "RUN x   && y"],
    ],
    ["directives go", "# syntax=docker/dockerfile:1\n# check=skip=all\nFROM a", ["FROM a:x AS stage-0"]],
    ["one stays", "# escape=`\nFROM a\nRUN x `\n y", ["# escape=`", "FROM a:x AS stage-0", "RUN x  y"]],
    ["MAINTAINER", "FROM a\nMAINTAINER Jo\u00e3o <j@x>", ["FROM a:x AS stage-0", "MAINTAINER Jo\u00e3o <j@x>"]],
    ["lists", 'FROM a\nCMD [ "x" , "y z" ]', ["FROM a:x AS stage-0", 'CMD ["x", "y z"]']],
    ["what is no list", "FROM a\nCMD ['x', 'y']", ["FROM a:x AS stage-0", "CMD ['x', 'y']"]],
    ["a shell's test", "FROM a\nRUN [ -f x ] && y", ["FROM a:x AS stage-0", "RUN [ -f x ] && y"]],
    ["old ENV", "FROM a\nENV A b  c", ["FROM a:x AS stage-0", "ENV A b  c"]],
    ["quoted ENV", 'FROM a\nENV A="b c"   D=e\\ f', ["FROM a:x AS stage-0", 'ENV A="b c" D=e\\ f']],
    ["flags", "FROM a\nHEALTHCHECK --interval='5s' CMD x", ["FROM a:x AS stage-0", "HEALTHCHECK --interval=5s CMD x"]],
    ["two dashes", "FROM a\nRUN -- --x", ["FROM a:x AS stage-0", "RUN -- --x"]],
    ["a here-string", "FROM a\nRUN cat <<<x", ["FROM a:x AS stage-0", "RUN cat <<<x"]],
    [
      "here-documents",
      "FROM a\nRUN <<-A cat && cat <<'B'\n\tx\n\tA\nFROM b\n\nB\nCOPY <<f.txt /x/\r\ny\r\nf.txt\r\nUSER u",
      [
        ...["FROM a:x AS stage-0", "RUN <<-A cat && cat <<'B'", "\tx", "A", "FROM b", "B"],
        ...["COPY <<f.txt /x/", "y\r", "f.txt", "USER u"],
      ],
    ],
    [
      "FROM scratch",
      "FROM a\nFROM scratch\nCOPY --from=0 / /",
      ["FROM a:x AS stage-0", "FROM scratch AS stage-1", "COPY --from=stage-0 / /"],
    ],
    ["a stage named like an image", "FROM a AS a\nFROM a", ["FROM a:x AS a", "FROM a AS stage-1"]],
    [
      "mounts",
      "FROM a AS b\nFROM a\nRUN --mount=type=bind,from=B,target=/x --mount=type=cache,target=$HOME/y z",
      [
        "FROM a:x AS b",
        "FROM a:x AS stage-1",
        "RUN --mount=type=bind,from=b,target=/x --mount=type=cache,target=$HOME/y z",
      ],
    ],
    [
      "a platform",
      "FROM --platform=$BUILDPLATFORM a-$TARGETARCH",
      ["FROM --platform=linux/arm64 a-arm64@linux/arm64 AS stage-0"],
    ],
    ["a local ADD with a variable", "FROM a\nADD ./$X /x", ["FROM a:x AS stage-0", "ADD ./$X /x"]],
  ])("%s", (_, text, lines) => expect(built(text)).toEqual(lines));
});

describe("variables mean what they mean to the builder:", () => {
  test.each<[string, string, string]>([
    ["a global one", "ARG v=1\nFROM a$v", "a1"],
    ["a stage's own does not reach FROM", "ARG v=1\nFROM a$v\nARG v=2\nFROM a$v", "a1"],
    ["ENV does not either", "ARG v=1\nFROM x\nENV v=2\nFROM a$v", "a1"],
    ["a later global", "ARG v=1\nARG v=2\nFROM a$v", "a2"],
    ["one upon another", "ARG v=1\nARG w=b$v\nFROM a$w", "ab1"],
    ["a default", "FROM a${v:-1}", "a1"],
    ["empty is set", "ARG v=\nFROM a${v-1}", "a"],
    ["an alternative", "ARG v=1\nFROM a${v:+2}", "a2"],
    ["a start is cut off", "ARG v=b/c/d\nFROM ${v#*/}", "c/d"],
    ["the longest start", "ARG v=b/c/d\nFROM ${v##*/}", "d"],
    ["an end is cut off", "ARG v=b/c/d\nFROM ${v%/*}", "b/c"],
    ["a part is replaced", "ARG v=b/c/d\nFROM ${v//\\//x}", "bxcxd"],
    ["quotes", "ARG v='a'\nFROM \"$v\"", "a"],
  ])("%s", (_, text, image) => expect(built(text).at(-1)).toMatch(`FROM ${image}:x AS`));

  test("a build argument comes first", () => {
    expect(built("ARG v=1\nFROM a$v", { v: "3" })).toEqual(["ARG v=1", "FROM a3:x AS stage-0"]);
  });

  test("what ADD fetches and what labels are called is written as a value", () => {
    const text = "FROM a\nARG w=http://x/\nENV l='b c'\nADD ${w}y $d\nLABEL $l=$w k=v";
    expect(built(text).slice(3)).toEqual(['ADD ["http://x/y", "$d"]', "LABEL b\\ c=$w k=v"]);
  });
});

describe("what could be read in two ways, or not at all, is refused:", () => {
  test.each<[string, number, string]>([
    ["FROM a\nRUNN x", 2, "unknown instruction: RUNN"],
    ["FROM a\n\u00a0RUN\u00a0x", 2, "U+00A0"],
    ["FROM a\nRUN x\n\n\ufeffADD http://127.0.0.1/ /x", 4, "U+FEFF"],
    ["FROM \ufeffa", 1, "U+FEFF"],
    ["FROM a\nENV A=b\u00a0C=d", 2, "U+00A0"],
    ["FROM a\nRUN a\rADD b c", 2, "carriage return"],
    ["FROM a\nRUN a \\\r\r\nADD b c", 2, "two carriage returns"],
    ["# check=x\n# escape=`\nFROM a", 2, "before `# check=`"],
    ["# syntax=a/b\n# syntax=a/b\nFROM a", 2, "only one syntax"],
    ["FROM a\nRUN a\\ \\", 2, "two ways"],
    ["FROM a\nRUN <<E\nx", 2, "never ends"],
    ["FROM a\nRUN <<'ADD'\nx\nADD", 2, "cannot mark the end"],
    ["FROM a\nRUN <<'E\\'\nx\nE\\", 2, "cannot mark the end"],
    ["FROM a\nRUN ' <<E\nADD b c\nE", 2, "not certain"],
    ["FROM a\nCOPY --from=+0 a b", 2, "no earlier stage"],
    ["FROM a\nCOPY --from=1 a b\nFROM b", 2, "no earlier stage"],
    ["FROM a\nCOPY --from=x a b\nFROM b AS x", 2, "has to stand before"],
    ["FROM a\nCOPY --from=$x a b", 2, "cannot be a variable"],
    ["FROM a\nONBUILD COPY --from=b a b", 2, "only take something from a stage"],
    ["FROM ${x", 1, "missing"],
    ["FROM ${x:?no}", 1, "x no"],
    ["FROM a AS scratch", 1, "invalid name"],
    ["RUN a\nFROM b", 1, "has to be FROM"],
    ["FROM a\nCMD [1]", 2, "texts in double quotes"],
    ["FROM a\nRUN --mo'unt=x y", 2, "never closed"],
    ["FROM a\nRUN --\u00e9 y", 2, "plain letters"],
  ])("%j", (text, line, said) => {
    const found = refused(text);
    expect(found.message).toContain(said);
    expect(found.line).toBe(line);
  });

  test("an instruction that no builder would read", () => {
    expect(refused(`FROM a\nRUN ${"x \\\n".repeat(40_000)}y`).message).toContain("far too long");
  });
});

test("each instruction keeps its line", () => {
  const text = "# c\n\nFROM a\nRUN x \\\n  y\n\n# c\nUSER u\n";
  expect(written(readDockerfile(text, "Dockerfile"))).toBe("\n\nFROM a\nRUN x   y\n\n\n\nUSER u\n");
});
