import { beforeAll, describe, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { type Container, run } from "./container.ts";
import { DiskWatch } from "./disk-watch.ts";
import { type Held, HeldReader, seesProcesses } from "./held.ts";
import { Session } from "./session.ts";

const IMAGE = "python:3.13-slim";
const { env } = process;
const open = () =>
  new Session({ docker: connect(env), env, emit: () => undefined, signal: new AbortController().signal });
const python = (session: Session, ...lines: readonly string[]) =>
  run(session, { subject: "filler", image: IMAGE, entrypoint: ["python", "-uc", lines.join("\n")], command: [] });

beforeAll(() => ensureReady({ env, say: () => {}, images: [IMAGE, "node:20-slim"] }), 600_000);

const MB = 1_000_000;
/** A busy machine takes its time. */
const PATIENT = { timeout: 60_000 };
const NOTHING: Held = { held: {}, total: 0, steps: {} };
const HOLDS = [
  "import mmap, os, time",
  "def gone(path, mode='w+b'):",
  "    file = open(path, mode); os.unlink(path); return file",
];
const END = ["print('done'); time.sleep(600)"];

async function done(container: Container): Promise<void> {
  await expect.poll(() => container.logs(), PATIENT).toContain("done");
}

const WAYS: readonly (readonly [string, readonly string[]])[] = [
  ["open, without a name", ["file = gone('/var/tmp/a')", "file.write(bytes(50_000_000)); file.flush()"]],
  ["allocated only", ["file = gone('/var/tmp/a')", "os.posix_fallocate(file.fileno(), 0, 50_000_000)"]],
  [
    "mapped, a page of it, and closed",
    [
      "file = gone('/var/tmp/a')",
      "file.write(bytes(50_000_000)); file.flush()",
      "page = mmap.mmap(file.fileno(), 4096); file.close()",
    ],
  ],
  [
    "open in one thread only",
    [
      "import threading, ctypes",
      "def hold():",
      "    ctypes.CDLL(None).unshare(0x400)",
      "    file = gone('/var/tmp/a'); file.write(bytes(50_000_000)); file.flush(); ready.set(); time.sleep(600)",
      "ready = threading.Event(); threading.Thread(target=hold).start(); ready.wait()",
    ],
  ],
  [
    "in a file that the engine mounts",
    ["file = open('/etc/hosts', 'ab'); file.write(bytes(50_000_000)); file.flush()"],
  ],
];

describe.each([
  ["as root on the engine's machine", async (_: Session) => HeldReader.here(), seesProcesses()],
  ["in a container", HeldReader.inContainer, true],
] as const)("%s, it is seen what a container holds", (_, start, possible) => {
  test.runIf(possible).each(WAYS)("%s", async (_, lines) => {
    await using session = open();
    await using container = await python(session, ...HOLDS, ...lines, ...END);
    await done(container);
    await using reader = await start(session);
    const { held, total } = (await reader.ask({ ids: [container.id], enough: 1000 * MB })) ?? NOTHING;
    expect(held[container.id]?.bytes).toBeGreaterThan(49 * MB);
    expect(held[container.id]?.bytes).toBeLessThan(60 * MB);
    expect(total).toBe(held[container.id]?.bytes);
  });

  test.runIf(possible)("memory is not disk", async () => {
    await using session = open();
    const lines = [
      "file = gone('/dev/shm/a'); file.write(bytes(50_000_000)); file.flush()",
      "shared = mmap.mmap(-1, 50_000_000); shared.write(bytes(50_000_000))",
      "other = os.fdopen(os.memfd_create('b'), 'wb'); other.write(bytes(50_000_000)); other.flush()",
    ];
    await using container = await python(session, ...HOLDS, ...lines, ...END);
    await done(container);
    await using reader = await start(session);
    const { held } = (await reader.ask({ ids: [container.id], enough: 1000 * MB })) ?? NOTHING;
    expect(held[container.id]?.bytes).toBeLessThan(MB);
  });
});

test("a container that holds too much without a name is ended, and it is known why", async () => {
  await using session = open();
  await using _ = new DiskWatch(session);
  const lines = ["file = gone('/var/tmp/a')", "os.posix_fallocate(file.fileno(), 0, 1_200_000_000)"];
  await using container = await python(session, ...HOLDS, ...lines, ...END);
  await expect
    .poll(async () => (await container.state()).endedBecause, PATIENT)
    .toBe("it had written more than 1024 MB");
  await expect.poll(async () => (await container.state()).running, PATIENT).toBe(false);
});

test("containers that hold too much together are ended, and it is known why", async () => {
  await using session = open();
  await using _ = new DiskWatch(session);
  const lines = ["file = gone('/var/tmp/a')", "os.posix_fallocate(file.fileno(), 0, 900_000_000)"];
  const all = await Promise.all(Array.from({ length: 5 }, () => python(session, ...HOLDS, ...lines, ...END)));
  for (const container of all)
    await expect
      .poll(async () => (await container.state()).endedBecause, PATIENT)
      .toBe("all containers together had written more than 4096 MB");
});
