import { all, rename, replace, write } from "../../kit/answers/answers.ts";
import { FILE, type Message, utf16, VALID } from "./message.ts";

/** What is seen when a compose file is read. */
export const composeFiles: readonly Message[] = [
  {
    name: "a-folder-with-a-backslash",
    part: "part2",
    until: "compose: rng, hasher, worker and webui are built from your Dockerfiles",
    edit: replace(FILE, "build: hasher\n", "build: .\\hasher\n"),
  },
  { name: "a-compose-file-that-ends-in-txt", part: "part2", until: VALID, edit: rename(FILE, `${FILE}.txt`) },
  { name: "a-compose-file-in-utf-16", part: "part2", until: VALID, edit: write(FILE, utf16("services:\n")) },
  {
    name: "an-env-file-in-utf-16",
    part: "part2",
    until: VALID,
    edit: all(write(".env", utf16("DOOR=8000\n")), replace(FILE, "8000:80", `\${DOOR}:80`)),
  },
  {
    name: "typographic-quotes-in-a-compose-file",
    part: "part2",
    until: VALID,
    edit: replace(FILE, '"8000:80"', "\u201c8000:80\u201d"),
  },
  {
    name: "no-break-spaces-as-indentation",
    part: "part2",
    until: VALID,
    edit: replace(FILE, "    build: rng", "\u00a0\u00a0\u00a0\u00a0build: rng"),
  },
  {
    name: "a-platform-that-this-machine-does-not-have",
    part: "part2",
    until: "compose: rng, hasher, worker and webui are built from your Dockerfiles",
    edit: replace(FILE, "build: rng\n", "build: rng\n    platform: linux/s390x\n"),
  },
  {
    name: "a-compose-file-without-services",
    part: "part2",
    until: VALID,
    edit: write(FILE, "rng:\n  build: rng\nredis:\n  image: redis\n"),
  },
  {
    name: "a-left-over-that-is-too-large",
    part: "part2",
    until: VALID,
    edit: (work) => work.write("rng/.venv/big", new Uint8Array(40 * 1024 * 1024)),
  },
];
