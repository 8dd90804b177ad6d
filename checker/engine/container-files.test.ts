import { Readable } from "node:stream";
import { type Pack, pack } from "tar-stream";
import { expect, test } from "vitest";
import { firstOf } from "./container-files.ts";

const MOST = 1000;

/** What `pack` makes, as a stream of Node's. */
function bytesOf(archive: Pack): Readable {
  archive.finalize();
  return Readable.from(archive as AsyncIterable<Buffer>);
}

/** An archive as the engine sends it: the header of a file, and as many zeros as anybody reads. */
async function endless(): Promise<Readable> {
  const archive = pack();
  archive.entry({ name: "rng.py" }, "");
  const [header] = (await bytesOf(archive).toArray()) as Buffer[];
  // Its size, in octal digits, and what the checksum grows by.
  header?.write("77777777777", 124, "latin1");
  const sum = (header ?? Buffer.alloc(0)).reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  header?.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return Readable.from(
    (function* () {
      yield header;
      for (;;) yield Buffer.alloc(1024 * 1024);
    })(),
  );
}

test("a file that fits is read", async () => {
  const archive = pack();
  archive.entry({ name: "rng.py" }, "text");
  expect((await firstOf(bytesOf(archive), MOST))?.content?.toString()).toBe("text");
});

test("a file without end, and a folder, are not read any further than to see what they are", async () => {
  const file = await endless();
  expect(await firstOf(file, MOST)).toMatchObject({ headers: { type: "file" }, content: undefined });
  expect(file.destroyed).toBe(true);
  const folder = pack();
  folder.entry({ name: "rng.py", type: "directory" });
  folder.entry({ name: "rng.py/deep" }, "text");
  expect(await firstOf(bytesOf(folder), MOST)).toMatchObject({ headers: { type: "directory" }, content: undefined });
});

test("an archive that breaks off is an error", async () => {
  const broken = new Readable({ read: () => broken.destroy(new Error("broke off")) });
  await expect(firstOf(broken, MOST)).rejects.toThrow("broke off");
});
