import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, type Stats, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { Budgets, MOST_BYTES, MOST_DEPTH, MOST_FILE_BYTES, MOST_FILES } from "../../../workspace/budget.ts";
import { copySubmission } from "../../../workspace/copy.ts";
import { refusedFile } from "../../folder.ts";
import { specs } from "../spec.ts";
import { brokenLink } from "./broken-link.ts";
import { depth } from "./depth.ts";
import { fileCount } from "./file-count.ts";
import { fileSize } from "./file-size.ts";
import { linkOutside } from "./link-outside.ts";
import { specialFile } from "./special-file.ts";
import { totalSize } from "./total-size.ts";
import { unreadable } from "./unreadable.ts";

describe("what is copied:", () => {
  /** What the first argument names is put in an empty folder. */
  type Entry = readonly ["link", to: string] | readonly ["pipe"] | readonly ["file", name: string, mode: number];

  const { catches, catchesNot } = specs<Entry>(async (entry) => {
    const home = mkdtempSync(join(tmpdir(), "folder-spec-"));
    try {
      const from = join(home, "work");
      put(from, entry);
      // A long way down: what has a long path in the submission has one in the copy that is too long.
      const [left] = await copySubmission(from, join(home, ...Array<string>(3).fill("y".repeat(200))));
      if (left) throw refusedFile(left);
    } finally {
      await rm(home, { recursive: true });
    }
  });

  function put(folder: string, [kind, name = "entry", mode]: Entry): void {
    const path = join(folder, kind === "file" ? name : "entry");
    mkdirSync(join(path, ".."), { recursive: true });
    if (kind === "link") symlinkSync(name, path);
    else if (kind === "pipe") execFileSync("mkfifo", [path]);
    else writeFileSync(path, "text", { mode });
  }

  catches(linkOutside, ["link", "/usr/bin/python3"], ["link", "../.."]);
  catchesNot(linkOutside, ["link", "."]);

  catches(brokenLink, ["link", "nowhere"], ["link", "entry"]);
  catchesNot(brokenLink, ["link", "../work"]);

  catches(specialFile, ["pipe"]);
  catchesNot(specialFile, ["file", "pipe", 0o600]);

  catches(unreadable, ["file", `${`${"x".repeat(200)}/`.repeat(18)}x`, 0o600]);
  catchesNot(unreadable, ["file", "ümläut.txt", 0o400], ["file", "x".repeat(200), 0o600]);
});

describe("amounts:", () => {
  /** So many files of so many bytes; or one file so many folders deep. */
  interface Amount {
    readonly files?: number;
    readonly bytes?: number;
    readonly folders?: number;
  }

  const { catches, catchesNot } = specs<Amount>(({ files = 1, bytes = 0, folders = 0 }) => {
    const budgets = new Budgets([]);
    for (let index = 0; index < files; index++) {
      const path = `${"folder/".repeat(folders)}${index}`;
      const reason = budgets.refuses(path, { isFile: () => true, size: bytes } as Stats);
      if (reason) throw refusedFile({ path, ...reason });
    }
  });

  catches(fileSize, { bytes: MOST_FILE_BYTES + 1 });
  catchesNot(fileSize, { bytes: MOST_FILE_BYTES });

  catches(totalSize, { files: MOST_BYTES / MOST_FILE_BYTES + 1, bytes: MOST_FILE_BYTES });
  catchesNot(totalSize, { files: MOST_BYTES / MOST_FILE_BYTES, bytes: MOST_FILE_BYTES });

  catches(fileCount, { files: MOST_FILES + 1 });
  catchesNot(fileCount, { files: MOST_FILES });

  catches(depth, { folders: MOST_DEPTH });
  catchesNot(depth, { folders: MOST_DEPTH - 1 });
});
