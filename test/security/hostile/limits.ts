import { totalmem } from "node:os";
import { wholeMemory } from "../../../checker/engine/limits.ts";
import { BUILDS } from "./edits.ts";
import { duringBuild, FORKS, program, type RunningWork } from "./running-work.ts";

const TOO_MUCH = /had written more than 1024 MB/;
/** Allocated at once, and never written: 1.2 GB. */
const ALLOCATE = "os.posix_fallocate(file.fileno(), 0, 1_200_000_000)";
const HIDDEN = ["import os, time", "file = open('/filler', 'wb')", "os.unlink('/filler')"];
const WAIT = "time.sleep(60)";

/** RUN whose program has nothing of the environment that the builder gave it. */
const strippedBuild = (title: string, says: RegExp, ...lines: readonly string[]): RunningWork => {
  const { edit, ...work } = duringBuild(title, says, lines.join("\n"));
  return {
    ...work,
    edit: (draft) => {
      edit(draft);
      draft.replace(
        "rng/Dockerfile",
        "RUN python hostile.py",
        'RUN ["env", "-i", "/usr/bin/env", "PATH=/usr/local/bin:/usr/bin:/bin", "python3", "hostile.py"]',
      );
    },
  };
};

/** Less than a step of a build may keep in memory. */
const MANY_MEGABYTES = 1250;

/** Stages that the builder runs side by side; together they ask for a little more than a submission may use. */
const sideBySide: RunningWork = {
  title: "stages with a memory hog each during the build",
  part: "part1",
  fails: BUILDS,
  says: /the steps that ran side by side had used more than \d+ MB of memory/,
  edit: (draft) => {
    const count = Math.ceil(wholeMemory(totalmem()) / (MANY_MEGABYTES * 1024 * 1024)) + 1;
    const stages = Array.from({ length: count }, (_, stage) => `hog${stage}`);
    const hogs = stages.map((stage) => `FROM base AS ${stage}\nRUN echo ${stage} > /done && python /hostile.py\n`);
    const copies = stages.map((stage) => `COPY --from=${stage} /done /${stage}\n`);
    draft.write(
      "rng/hostile.py",
      `held = bytearray(b"x") * ${MANY_MEGABYTES * 1024 * 1024}\nimport time; time.sleep(40)\n`,
    );
    draft.write(
      "rng/Dockerfile",
      ["FROM python:3.13-slim AS base\nCOPY hostile.py /\n", ...hogs, "FROM base\n", ...copies].join(""),
    );
  },
};

/** Where the engine's disk is memory, as a private engine's in tests may be, the step reaches its memory limit first. */
const FULL = /a step of the build had written more than 3072 MB|this step failed/;

/** What gets past a limit that looks at one place only. */
export const limits: readonly RunningWork[] = [
  program(
    "a file that is open and deleted",
    TOO_MUCH,
    ...HIDDEN,
    "for _ in range(1200): file.write(bytes(1000 * 1000))",
    WAIT,
  ),
  program("a deleted file, allocated and never written", TOO_MUCH, ...HIDDEN, ALLOCATE, WAIT),
  program(
    "a deleted file that is mapped, not open",
    TOO_MUCH,
    "import mmap, os, time",
    "file = open('/filler', 'w+b')",
    ALLOCATE,
    "page = mmap.mmap(file.fileno(), 4096)",
    "file.close(); os.unlink('/filler')",
    WAIT,
  ),
  program(
    "deleted files of many processes",
    TOO_MUCH,
    "import os, time",
    "for number in range(12):",
    "    if os.fork() == 0:",
    "        file = open(f'/filler{number}', 'wb'); os.unlink(f'/filler{number}')",
    "        os.posix_fallocate(file.fileno(), 0, 100_000_000); time.sleep(60); os._exit(0)",
    WAIT,
  ),
  program(
    "a deleted file that only a thread has open",
    TOO_MUCH,
    "import ctypes, os, threading, time",
    "def hold():",
    "    ctypes.CDLL(None).unshare(0x400)",
    "    file = open('/filler', 'wb'); os.unlink('/filler')",
    `    ${ALLOCATE}; time.sleep(60)`,
    "threading.Thread(target=hold).start()",
  ),
  program(
    "a disk filler in /etc/hosts",
    TOO_MUCH,
    "import os, time",
    "file = open('/etc/hosts', 'ab')",
    ALLOCATE,
    WAIT,
  ),
  program(
    "many small files",
    TOO_MUCH,
    "import os, time",
    "for number in range(120):",
    "    with open(f'/var/tmp/{number}', 'wb') as file: os.posix_fallocate(file.fileno(), 0, 10_000_000)",
    WAIT,
  ),
  program(
    "files in memory",
    /used more memory than it may/,
    "import os, time",
    "held = [os.memfd_create(str(number)) for number in range(20)]",
    "for file in held: os.write(file, bytes(100 * 1024 * 1024))",
    WAIT,
  ),
  strippedBuild(
    "a fork bomb during the build, without its environment",
    /temporarily unavailable/,
    ...FORKS,
    "import sys; sys.exit(7 if refused else 0)",
  ),
  strippedBuild(
    "a memory hog during the build, without its environment",
    /Killed|137|MemoryError|did not complete|this step failed/,
    "held = [bytearray(b'x') * (100 * 1024 * 1024) for _ in range(20)]",
  ),
  duringBuild(
    "a disk filler during the build",
    FULL,
    [
      "import os, time",
      "file = open('/var/tmp/filler', 'wb')",
      "os.posix_fallocate(file.fileno(), 0, 3_500_000_000)",
      WAIT,
    ].join("\n"),
  ),
  duringBuild(
    "a disk filler during the build, deleted",
    FULL,
    [
      "import os, time",
      "file = open('/var/tmp/filler', 'wb'); os.unlink('/var/tmp/filler')",
      "os.posix_fallocate(file.fileno(), 0, 3_500_000_000)",
      WAIT,
    ].join("\n"),
  ),
  sideBySide,
];
