import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { debianArchive, parseDeb822, parseOneLine } from "./sources.ts";

test("one-line sources, with options and remarks", () => {
  const text =
    "# deb http://no.example/debian sid main\ndeb-src http://a.example/debian bookworm main\n" +
    "deb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main contrib # ours\n";
  expect(parseOneLine(text)).toEqual([
    { uri: "http://a.example/debian", suites: ["bookworm"], components: ["main", "contrib"], signedBy: "/k.gpg" },
  ]);
});

test("deb822 sources, with remarks inside and disabled ones", () => {
  const text =
    "Types: deb deb-src\n# a snapshot\nURIs: http://a.example/debian http://b.example/debian\nSuites: bookworm bookworm-updates\n" +
    "Components: main\nSigned-By: /k.gpg\n\nTypes: deb\nEnabled: no\nURIs: http://c.example/debian\nSuites: x\nComponents: main\n";
  expect(parseDeb822(text).map((source) => source.uri)).toEqual(["http://a.example/debian", "http://b.example/debian"]);
  expect(parseDeb822(text)[0]).toMatchObject({ suites: ["bookworm", "bookworm-updates"], signedBy: "/k.gpg" });
});

test.each([
  [
    "sources.list",
    "deb http://security.example/debian-security bookworm-security main\ndeb http://m.example/debian bookworm main\n",
  ],
  ["sources.list.d/debian.sources", "Types: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\n"],
])("the machine's own archive is found in %s", async (file, text) => {
  const folder = await mkdtemp(join(tmpdir(), "apt-"));
  await mkdir(join(folder, "sources.list.d"));
  await writeFile(join(folder, file), text);
  expect(debianArchive(folder)?.uri).toBe("http://m.example/debian");
  await rm(folder, { recursive: true });
});

test("a machine without Debian's archive has none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "apt-"));
  await writeFile(join(folder, "sources.list"), "deb http://u.example/ubuntu noble main universe\n");
  expect(debianArchive(folder)).toBeUndefined();
  await rm(folder, { recursive: true });
});
