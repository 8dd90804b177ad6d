import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Parts } from "./parts.ts";
import { putPrograms } from "./testing.ts";

let folder: string;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parts-"));
  said = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** With programs of this name in place of the machine's own; `$FOLDER` is where they and the state are. */
async function partsWith(programs: Readonly<Record<string, string>>): Promise<Parts> {
  await mkdir(join(folder, "state"));
  await putPrograms(folder, programs);
  const env = { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder, XDG_STATE_HOME: join(folder, "state") };
  return new Parts({ env, say: (line) => said.push(line), mirror: "http://mirror.example/debian" });
}

const made = (): Promise<string[]> => readdir(join(folder, "state", "docker-workshop"));

/** Its options come first, then the release, the archive and the mirror. */
const ARCHIVES = 'while [ $# -gt 3 ]; do shift; done; echo "$1 $3" >> "$FOLDER/asked"; echo debian > "$2"';

test("whoever asks again waits for the same, and it is made once", async () => {
  using parts = await partsWith({ mmdebstrap: ARCHIVES });
  const archives = await Promise.all([parts.base(), parts.base()]);
  expect(await readFile(archives[0], "utf8")).toBe("debian\n");
  expect(archives[1]).toBe(archives[0]);
  expect(await readFile(join(folder, "asked"), "utf8")).toBe("trixie http://mirror.example/debian\n");
});

test("what an earlier run has made is taken, without a word", async () => {
  using earlier = await partsWith({ mmdebstrap: ARCHIVES });
  const archive = await earlier.base();
  said = [];
  await rm(join(folder, "state"), { recursive: true });
  using parts = await partsWith({ mmdebstrap: "exit 1" });
  await mkdir(join(archive, ".."), { recursive: true });
  await writeFile(archive, "there");
  expect(await parts.base()).toBe(archive);
  expect(said).toEqual([]);
});

test("a failure waits until somebody asks, and leaves nothing", async () => {
  using parts = await partsWith({ mmdebstrap: "echo no mirror >&2; exit 1", npm: "echo no registry >&2; exit 1" });
  await expect(parts.base()).rejects.toThrow("no mirror");
  await expect(parts.npm()).rejects.toThrow("no registry");
  expect(await made()).toEqual([]);
});

test("what is half made when nobody needs it any more is dropped", async () => {
  const parts = await partsWith({ mmdebstrap: 'while [ $# -gt 2 ]; do shift; done; echo half > "$1"; exec sleep 60' });
  const base = parts.base();
  await vi.waitFor(async () => expect(await made()).toHaveLength(1), 10_000);
  parts[Symbol.dispose]();
  await expect(base).rejects.toThrow();
  expect(await made()).toEqual([]);
});
