import { describe, expect, test } from "vitest";
import { Finding } from "../core/errors.ts";
import { cpuSeconds } from "../core/testing.ts";
import { judgeDockerfile } from "./dockerfile.ts";

function refusing(text: string, network: "none" | "default" = "default"): string | undefined {
  try {
    judgeDockerfile(text, { file: "rng/Dockerfile", network });
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error.code;
    throw error;
  }
}

describe("allows", () => {
  test.each([
    "# syntax=docker/dockerfile:1\nFROM python",
    "#syntax = docker/dockerfile:1.7-labs\nFROM python",
    "# syntax=docker.io/docker/dockerfile\nFROM python",
    `ARG image=python\nARG tag=3.13\nFROM \${image}:\${tag}`,
    "FROM --platform=$BUILDPLATFORM python AS base\nFROM base\nCOPY --from=base --chown=1:1 /a /b",
    'FROM python\nRUN pip install flask\nFROM scratch\nCOPY --from=0 / /\nCMD ["python"]',
    "FROM python\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/",
    "FROM python\nRUN --mount=type=cache,target=/root/.cache pip install flask",
    "FROM python AS a\nFROM python\nRUN --mount=type=bind,from=a,source=/x,target=/x --network=none true",
    "FROM python\nRUN echo --mount=type=ssh --network=host",
    'FROM python\nADD app.tar.gz /app/\nADD ["a b", "/c/"]',
    "FROM python\nADD https://www.example.org/app.tar.gz /app/",
    "FROM python\nHEALTHCHECK --interval=1s CMD true\nONBUILD RUN true",
    `FROM python\n${'ENV PATH="/opt/bin:$PATH"\nRUN true\n'.repeat(40)}`,
    `FROM python\nARG H=/app\nENV A=$H/a B=$H/b C=$H/c\nENV D=$A:$B:$C\nENV E=$D:$D F=$D:$D\nWORKDIR $E`,
    "FROM python\nLABEL maintainer=me org.opencontainers.image.title=rng\nRUN echo workshop.run",
    "from python\nrun <<EOF\necho hello\nEOF",
    `FROM ghcr.io/team/python:3@sha256:${"0".repeat(64)}`,
  ])("%s", (text) => expect(refusing(text)).toBeUndefined());
});

describe("refuses", () => {
  const times = (count: number, line: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => line(number)).join("\n");

  test.each([
    ["stages without end", "dockerfile-unreadable", times(20_000, () => "FROM python")],
    [
      "images without end",
      "dockerfile-images",
      `FROM python\n${times(8000, (number) => `COPY --from=i${number} / /`)}`,
    ],
    ["a value that doubles", "dockerfile-unreadable", `FROM python\nENV a=x\n${times(60, () => "ENV a=$a$a")}`],
    [
      "one of the base that doubles",
      "dockerfile-unreadable",
      `FROM python\n${times(60, () => `ENV PATH=$PATH\${PATH}`)}`,
    ],
    [
      "an argument that grows",
      "dockerfile-unreadable",
      `ARG a=${"x".repeat(9000)}\nARG b=${"$a".repeat(9000)}\nFROM python`,
    ],
    [
      "a long value put in often",
      "dockerfile-unreadable",
      `FROM python\nARG a=${"x".repeat(9000)}\nCOPY ${"$a".repeat(9000)} /`,
    ],
    [
      "text for each letter",
      "dockerfile-unreadable",
      `FROM python\nENV a=${"x".repeat(900)}\nENV b=\${a//x/${"y".repeat(9000)}}`,
    ],
    [
      "triggers that double",
      "dockerfile-unreadable",
      `FROM python AS a\n${times(12, () => "ONBUILD ENV a=$a$a")}\nENV a=${"x".repeat(9000)}\nFROM a`,
    ],
  ])("%s, at once", (_, rule, text) => {
    expect(cpuSeconds(() => expect(refusing(text)).toBe(rule))).toBeLessThan(4);
  });

  test("a variable that the reader does not follow", () =>
    expect(refusing(`ARG x\nFROM \${x#y}`)).toBe("dockerfile-unreadable"));

  test("what ADD would fetch, where builds have no network", () => {
    expect(refusing("FROM python\nADD https://www.example.org/a /a", "none")).toBe("dockerfile-remote-add");
    expect(refusing("FROM python\nADD $WHERE /a", "none")).toBe("dockerfile-remote-add");
  });
});

test("names the line where the instruction begins", () => {
  try {
    judgeDockerfile("# a\nFROM python\n\nRUN \\\n  --mount=type=ssh \\\n  true\n", { file: "x", network: "none" });
  } catch (error) {
    expect((error as Finding).details).toMatchObject({ line: 4, file: "x" });
    return;
  }
  throw new Error("not refused");
});
