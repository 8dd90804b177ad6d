import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Draft, Edit } from "../answers.ts";
import { compose, VALID } from "./hostile-edits.ts";
import type { HostileWork } from "./hostile-work.ts";

const THERE = "rng: there is a Dockerfile";

const rng = (title: string, rule: string, edit: Edit): HostileWork => ({
  title,
  part: "part1",
  fails: THERE,
  rule,
  edit,
});

/** Folders that would hang, fill or leave the machine that copies them. */
export const folders: readonly HostileWork[] = [
  rng("a Dockerfile that is a link to a file of the machine", "folder-link-outside", (draft) => {
    draft.remove("rng/Dockerfile");
    symlinkSync("/etc/passwd", join(draft.dir, "rng/Dockerfile"));
  }),
  rng("a link to everything", "folder-link-outside", (draft) => symlinkSync("/", join(draft.dir, "rng/all"))),
  rng("a service folder that is a link", "folder-link-outside", (draft) => {
    draft.remove("rng");
    symlinkSync("/etc", join(draft.dir, "rng"));
  }),
  rng("a link out by way of a link inside", "folder-link-outside", (draft) => {
    symlinkSync("../..", join(draft.dir, "rng/up"));
    symlinkSync("up/..", join(draft.dir, "rng/out"));
  }),
  rng("a link to itself", "folder-broken-link", (draft) => symlinkSync("loop", join(draft.dir, "rng/loop"))),
  rng("a pipe that nobody writes to", "folder-special-file", (draft) => pipe(draft, "rng/pipe")),
  rng("a Dockerfile that is a pipe", "folder-special-file", (draft) => {
    draft.remove("rng/Dockerfile");
    pipe(draft, "rng/Dockerfile");
  }),
  rng("a file of a terabyte, made of holes", "folder-file-size", (draft) => hole(draft, "rng/large", 2 ** 40)),
  rng("many files that are each just small enough", "folder-size", (draft) => {
    for (let file = 0; file < 10; file++) hole(draft, `rng/${file}`, 32 * 1024 * 1024);
  }),
  rng("more files than anybody writes", "folder-count", (draft) => {
    mkdirSync(join(draft.dir, "rng/many"));
    for (let file = 0; file < 20_050; file++) writeFileSync(join(draft.dir, `rng/many/${file}`), "");
  }),
  compose({ title: "a pipe beside the service folders", rule: "folder-special-file" }, (draft) => pipe(draft, "pipe")),
  compose({ title: "a large file beside the service folders", rule: "folder-file-size" }, (draft) =>
    hole(draft, "film.mp4", 40 * 1024 * 1024),
  ),
  compose({ title: "a link out beside the service folders", rule: "folder-link-outside" }, (draft) =>
    symlinkSync("/root", join(draft.dir, "home")),
  ),
  {
    title: "a link out, in the bonus",
    part: "bonus",
    fails: "bonus: ten workers with your fix",
    rule: "folder-link-outside",
    edit: (draft) => symlinkSync("/root", join(draft.dir, "home")),
  },
  {
    title: "a compose file of a megabyte",
    part: "part2",
    fails: VALID,
    says: /far too large/,
    edit: (draft) => draft.write("docker-compose.yml", `${draft.read("docker-compose.yml")}#${"x".repeat(2 ** 20)}`),
  },
];

function pipe(draft: Draft, path: string): void {
  execFileSync("mkfifo", [join(draft.dir, path)]);
}

function hole(draft: Draft, path: string, bytes: number): void {
  writeFileSync(join(draft.dir, path), "");
  truncateSync(join(draft.dir, path), bytes);
}
