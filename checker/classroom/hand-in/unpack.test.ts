import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contents, Scratch, type TarEntry, tarOf, tgzOf, type ZipEntry, zipOf } from "./testing.ts";
import { unpack } from "./unpack.ts";
import { LIMITS, type Limits, Unpacking } from "./unpacking.ts";
import { unzip } from "./zip.ts";

/** Unpacks, and shows what is written and what is told. Nothing may ever be written beside the folder. */
async function unpacked(archive: Buffer, limits: Limits = LIMITS.student) {
  using scratch = new Scratch();
  const { dir, notes } = await unpack(scratch.write("work.zip", archive), join(scratch.dir, "into"), limits);
  expect(readdirSync(scratch.dir).sort()).toEqual(["into", "work.zip"]);
  return { files: contents(dir), notes };
}

async function refused(archive: Buffer, limits: Limits = LIMITS.student): Promise<string> {
  using scratch = new Scratch();
  const into = join(scratch.dir, "into");
  const error = await unpack(scratch.write("work.zip", archive), into, limits).catch((reason: Error) => reason);
  expect(existsSync(into) ? readdirSync(into) : []).toEqual([]);
  if (!(error instanceof Error)) expect.fail("it was unpacked");
  return error.message;
}

const zip = async (...entries: readonly ZipEntry[]) => zipOf(...entries);
const FILES = { "a/one": "1", two: "22" };
const entries = [
  { name: "a/one", content: "1" },
  { name: "two", content: "22" },
];

test.each([
  ["zip", zip],
  ["tar", tarOf],
  ["tar.gz", tgzOf],
] as const)("a %s gives its files, whatever it is called", async (_, pack) => {
  expect(await unpacked(await pack(...entries))).toEqual({ files: FILES, notes: [] });
});

test("a program stays one, and nothing gets more rights than that", async () => {
  using scratch = new Scratch();
  const archive = zipOf({ name: "run", mode: 0o104755, content: "x" }, { name: "read", mode: 0o100600 });
  const { dir } = await unpack(scratch.write("a.zip", archive), scratch.dir, LIMITS.student);
  expect(statSync(join(dir, "run")).mode & 0o7777).toBe(0o755);
  expect(statSync(join(dir, "read")).mode & 0o7777).toBe(0o644);
});

test("the same archive is unpacked once, and another one beside it", async () => {
  using scratch = new Scratch();
  const first = await unpack(scratch.write("a.zip", zipOf({ name: "x" })), join(scratch.dir, "into"), LIMITS.student);
  scratch.write(`${first.dir.slice(scratch.dir.length + 1)}/seen`, "");
  const again = await unpack(scratch.write("b.zip", zipOf({ name: "x" })), join(scratch.dir, "into"), LIMITS.student);
  expect(Object.keys(contents(again.dir))).toEqual(["seen", "x"]);
  const other = await unpack(scratch.write("c.zip", zipOf({ name: "y" })), join(scratch.dir, "into"), LIMITS.student);
  expect(Object.keys(contents(other.dir))).toEqual(["y"]);
});

describe("what an entry may not do is left out and told; the rest is there", () => {
  const good = { name: "good", content: "yes" };
  const zips: readonly (readonly [string, readonly ZipEntry[], string])[] = [
    ["leads out", [{ name: "../out" }], "leads out"],
    ["leads out, as Windows writes it", [{ name: "a\\..\\..\\out" }], "leads out"],
    ["is absolute", [{ name: "/tmp/out" }], "root of a disk"],
    ["is a link", [{ name: "link", mode: 0o120777, content: "/etc/passwd" }], "link or a device"],
    ["is a device", [{ name: "device", mode: 0o020666 }], "link or a device"],
    ["is a pipe", [{ name: "pipe", mode: 0o010666 }], "link or a device"],
    ["is there twice", [{ name: "good", content: "no" }], "twice"],
    ["differs in capitals", [{ name: "GOOD", content: "no" }], "only in its capitals"],
    ["is the same in another form of Unicode", [{ name: "\u00e9" }, { name: "e\u0301" }], "twice"],
    ["lies in a file", [{ name: "good/inside" }], "file stands where its folder"],
    ["takes the place of a folder", [{ name: "a/b" }, { name: "a" }], "twice"],
    ["lies in a folder with other capitals", [{ name: "a/b" }, { name: "A/c" }], "only in its capitals"],
  ];
  test.each(zips)("zip: an entry %s", async (_, bad, why) => {
    const { files, notes } = await unpacked(zipOf(good, ...bad));
    expect(files.good).toBe("yes");
    expect(notes).toEqual([expect.stringContaining(why)]);
  });

  const tars: readonly (readonly [string, readonly TarEntry[], string])[] = [
    ["leads out", [{ name: "../out" }], "leads out"],
    ["is a link", [{ name: "link", type: "symlink", linkname: "/etc" }], "link or a device"],
    [
      "is written through a link",
      [{ name: "l", type: "symlink", linkname: ".." }, { name: "l/out" }],
      "link or a device",
    ],
    ["is a hard link", [{ name: "hard", type: "link", linkname: "/etc/passwd" }], "link or a device"],
    ["is a device", [{ name: "sda", type: "block-device", devmajor: 8, devminor: 0 }], "link or a device"],
    ["is there twice", [{ name: "good", content: "no" }], "twice"],
  ];
  test.each(tars)("tar: an entry %s", async (_, bad, why) => {
    const { files, notes } = await unpacked(await tarOf(good, ...bad));
    expect(files.good).toBe("yes");
    expect(notes).toEqual([expect.stringContaining(why)]);
  });

  test("many are told as a number", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `../${index}` }));
    const { notes } = await unpacked(zipOf(good, ...many));
    expect(notes).toHaveLength(11);
    expect(notes.at(-1)).toBe("20 more entries were left out.");
  });

  test("what systems leave behind is not even told", async () => {
    const junk = ["__MACOSX/good", "._good", ".DS_Store", "a/Thumbs.db"].map((name) => ({ name }));
    expect(await unpacked(zipOf(good, ...junk))).toEqual({ files: { good: "yes" }, notes: [] });
  });

  test("Windows' paths and names in an old code page are read", async () => {
    const { files } = await unpacked(
      zipOf({ name: "rng\\Dockerfile", content: "x" }, { name: Buffer.from([0x82]), content: "y" }),
    );
    expect(files).toEqual({ "rng/Dockerfile": "x", é: "y" });
  });
});

describe("what an archive may not do refuses it as a whole, and leaves nothing behind", () => {
  const MIB = 1024 * 1024;
  const many = Array.from({ length: 101 }, (_, index) => ({ name: String(index) }));
  const zeros = (megabytes: number) => ({ name: "zeros", content: "0".repeat(megabytes * MIB) });

  test.each([
    ["too many entries", zip(...many), { entries: 100, bytes: MIB }, "holds more than 100 entries."],
    [
      "too many entries that are left out",
      zip(...many.map(() => ({ name: "../x" }))),
      { entries: 100, bytes: 1 },
      "holds more than 100",
    ],
    ["too many entries in a tar", tgzOf(...many), { entries: 100, bytes: MIB }, "holds more than 100 entries."],
    [
      "too many bytes",
      zip({ name: "a", content: "x".repeat(MIB) }, { name: "b", content: "x" }),
      { entries: 9, bytes: MIB },
      "unpacks to more than 1 MB.",
    ],
    ["a bomb by its ratio", zip(zeros(33)), LIMITS.student, "unpacks to more than 100 times its size."],
    ["a bomb in a tar", tgzOf(zeros(33)), LIMITS.student, "unpacks to more than 100 times its size."],
    ["a password", zip({ name: "x", isEncrypted: true }), LIMITS.student, "is encrypted."],
  ])("%s", async (_, archive, limits, says) => expect(await refused(await archive, limits)).toContain(says));

  test("a zip with too many is refused before one is written", async () => {
    using scratch = new Scratch();
    const into = join(scratch.dir, "into");
    const reading = unzip(
      scratch.write("a.zip", zipOf(...many)),
      new Unpacking(into, { entries: 100, bytes: MIB }, MIB),
    );
    await expect(reading).rejects.toThrow("holds more than 100 entries.");
    expect(existsSync(into)).toBe(false);
  });

  test("a zip that says less about a size than it unpacks to", async () => {
    const archive = zipOf({ name: "x", content: "0".repeat(5000) });
    // The size in the central directory.
    archive.writeUInt32LE(10, archive.indexOf(Buffer.from("504b0102", "hex")) + 24);
    expect(await refused(archive)).toMatch(/^cannot be unpacked: .*bytes/);
  });

  test.each([
    ["RAR", Buffer.from("526172211a0700", "hex"), "is a RAR archive; zip, tar and tar.gz can be read."],
    ["7z", Buffer.from("377abcaf271c0004", "hex"), "is a 7z archive"],
    ["a text", Buffer.from("hello"), "is no zip, tar or tar.gz archive."],
    ["nothing", Buffer.alloc(0), "is no zip, tar or tar.gz archive."],
    ["half a zip", zipOf({ name: "x", content: "abc" }).subarray(0, 60), "cannot be unpacked: "],
  ])("%s", async (_, archive, says) => expect(await refused(archive)).toContain(says));

  test("half a tar.gz", async () => {
    const whole = await tgzOf({ name: "x", content: "abc".repeat(10_000) });
    expect(await refused(whole.subarray(0, whole.length - 20))).toContain("cannot be unpacked: ");
  });
});
