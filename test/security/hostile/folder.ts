import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { all, type Draft, type Edit, replace } from "../../../checker/kit/answers/answers.ts";
import { compose, FILE, step, VALID } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const THERE = "rng: there is a Dockerfile";

const rng = (title: string, rule: string, edit: Edit): HostileWork => ({
  title,
  part: "part1",
  fails: THERE,
  rule,
  edit,
});

/** Uses it: what nothing uses is left out, and costs nothing. */
const copying = (title: string, rule: string, path: string, edit: Edit): HostileWork => {
  const line = step(title, rule, `COPY ${path} /all`);
  return { ...line, edit: all(edit, line.edit) };
};
const copyingAll = (title: string, rule: string, edit: Edit): HostileWork => ({
  ...copying(title, rule, ".", edit),
  fails: THERE,
});
const mounting = (title: string, rule: string, path: string, edit: Edit): HostileWork =>
  compose(
    { title, rule },
    edit,
    replace(FILE, "    build: webui\n", `    build: webui\n    volumes: ["./${path}:/all"]\n`),
  );

/** Folders that would hang, fill or leave the machine that copies them. */
export const folders: readonly HostileWork[] = [
  rng("a Dockerfile that is a link to a file of the machine", "folder-link-outside", (draft) => {
    draft.remove("rng/Dockerfile");
    symlinkSync("/etc/passwd", join(draft.dir, "rng/Dockerfile"));
  }),
  copying("a link to everything", "folder-link-outside", "everything", (draft) =>
    symlinkSync("/", join(draft.dir, "rng/everything")),
  ),
  rng("a service folder that is a link", "folder-link-outside", (draft) => {
    draft.remove("rng");
    symlinkSync("/etc", join(draft.dir, "rng"));
  }),
  copying("a link out by way of a link inside", "folder-link-outside", "out", (draft) => {
    symlinkSync("../..", join(draft.dir, "rng/up"));
    symlinkSync("up/..", join(draft.dir, "rng/out"));
  }),
  copying("a link to itself", "folder-broken-link", "loop", (draft) =>
    symlinkSync("loop", join(draft.dir, "rng/loop")),
  ),
  copying("a pipe that nobody writes to", "folder-special-file", "pipe", (draft) => pipe(draft, "rng/pipe")),
  rng("a Dockerfile that is a pipe", "folder-special-file", (draft) => {
    draft.remove("rng/Dockerfile");
    pipe(draft, "rng/Dockerfile");
  }),
  copyingAll("a file of a terabyte, made of holes", "folder-file-size", (draft) => hole(draft, "rng/large", 2 ** 40)),
  copyingAll("many files that are each just small enough", "folder-size", (draft) => {
    for (let file = 0; file < 10; file++) hole(draft, `rng/${file}`, 32 * 1024 * 1024);
  }),
  copyingAll("more files than anybody writes", "folder-count", (draft) => {
    mkdirSync(join(draft.dir, "rng/many"));
    for (let file = 0; file < 20_050; file++) writeFileSync(join(draft.dir, `rng/many/${file}`), "");
  }),
  copyingAll("folders within folders without end", "folder-depth", (draft) =>
    mkdirSync(join(draft.dir, "rng", ...Array<string>(200).fill("d")), { recursive: true }),
  ),
  mounting("a pipe that is mounted", "folder-special-file", "pipe", (draft) => pipe(draft, "pipe")),
  mounting("a large file that is mounted", "folder-file-size", "film.mp4", (draft) =>
    hole(draft, "film.mp4", 40 * 1024 * 1024),
  ),
  mounting("a large file in a folder that is mounted", "folder-file-size", "films", (draft) => {
    mkdirSync(join(draft.dir, "films"));
    hole(draft, "films/film.mp4", 40 * 1024 * 1024);
  }),
  mounting("a link out that is mounted", "folder-link-outside", "home", (draft) =>
    symlinkSync("/root", join(draft.dir, "home")),
  ),
  mounting("what is behind a link out is mounted", "folder-link-outside", "way/home/.ssh", (draft) => {
    mkdirSync(join(draft.dir, "real"));
    symlinkSync("/root", join(draft.dir, "real/home"));
    symlinkSync("real", join(draft.dir, "way"));
  }),
  {
    title: "an override that is a link out, in the bonus",
    part: "bonus",
    fails: "bonus: ten workers with your fix",
    rule: "folder-link-outside",
    edit: (draft) => {
      draft.remove("docker-compose.bonus.yml");
      symlinkSync("/etc/hosts", join(draft.dir, "docker-compose.bonus.yml"));
    },
  },
  {
    title: "an explanation that is a link out",
    part: "bonus",
    fails: "bonus: bonus.md names the bottleneck",
    rule: "folder-link-outside",
    edit: (draft) => {
      draft.remove("bonus.md");
      symlinkSync("/etc/hosts", join(draft.dir, "bonus.md"));
    },
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
