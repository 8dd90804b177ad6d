import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Edit, replace, write } from "../../../checker/kit/answers/answers.ts";
import { adding, building, compose, FILE, top, webui } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const MORE = "services: {more: {image: redis, env_file: ../../../outside.env}}\n";
const REFUSED = /does not accept|finish reading|found no file|far too|path-/;
const include = (entry: string): Edit => adding(`include: [${entry}]`);
const key = (text: string): Edit => replace(FILE, "    build: webui\n", `    build: webui\n    ${text}\n`);
const repeated = (count: number, text: (number: number) => string) => Array.from({ length: count }, (_, n) => text(n));

/** What Compose would read by itself, while it only looks at the files. */
export const reading: readonly HostileWork[] = [
  compose(
    { title: "a second file from outside, behind one of one's own", rule: "path-outside" },
    write("more/more.yml", "services: {more: {image: redis}}\n"),
    include("{path: [more/more.yml, ../../others.yml]}"),
  ),
  compose(
    { title: "a second file that counts from the first", says: REFUSED },
    write("a/b/more.yml", "services: {more: {image: redis}}\n"),
    include("{path: [a/b/more.yml, ../../../others.yml]}"),
  ),
  compose(
    { title: "a project folder that is not there", rule: "path-outside" },
    write("more.yml", MORE),
    include("{path: more.yml, project_directory: nowhere/deeper}"),
  ),
  compose(
    { title: "a project folder that is not there, and climbs out", rule: "path-outside" },
    write("more.yml", MORE),
    include("{path: more.yml, project_directory: nowhere/../../..}"),
  ),
  compose(
    { title: "a project folder of the machine", rule: "path-absolute" },
    write("more.yml", MORE),
    include("{path: more.yml, project_directory: /root}"),
  ),
  compose(
    { title: "variables from outside for an included file", rule: "path-outside" },
    write("more.yml", "services: {more: {image: redis}}\n"),
    include("{path: more.yml, env_file: ../../.env}"),
  ),
  compose(
    { title: "an included file that includes one from outside", rule: "path-outside" },
    write("more/more.yml", "include: [../../../others.yml]\nservices: {more: {image: redis}}\n"),
    include("more/more.yml"),
  ),
  compose(
    { title: "an override that includes one from outside", rule: "path-outside" },
    write("docker-compose.override.yml", "include: [../others.yml]\n"),
  ),
  compose(
    { title: "a service that extends one from a file that a variable names", rule: "path-interpolated" },
    write(".env", "BASE=../../base.yml\n"),
    key("extends: {file: $BASE, service: webui}"),
  ),
  webui("variables from outside, by a default", "path-interpolated", `env_file: \${NOTHING:-../../outside.env}`),
  webui("variables of the machine's processes", "path-absolute", "env_file: /proc/1/environ"),
  webui("variables of whoever reads", "path-absolute", "env_file: [/proc/self/environ]"),
  webui("variables without an end", "path-absolute", "env_file: /dev/zero"),
  compose(
    { title: "variables without an end, by a variable", says: /more memory|finish reading/ },
    write(".env", "ENDLESS=/dev/zero\n"),
    key("env_file: $ENDLESS"),
  ),
  compose({ title: "an include from the Internet that a variable names", says: REFUSED }, (draft) => {
    draft.write(".env", "FAR=https://git.example.org/some/work.git\n");
    include("$FAR")(draft);
  }),
  top("an include from a repository by SSH", "path-remote", "include: ['git@git.example.org:some/work.git']"),
  compose(
    { title: "a file that includes itself", says: REFUSED },
    write("more.yml", "include: [more.yml]\nservices: {more: {image: redis}}\n"),
    include("more.yml"),
  ),
  compose({ title: "forty files", rule: "compose-files" }, (draft) => {
    for (const number of repeated(40, String)) draft.write(`f${number}.yml`, "services: {more: {image: redis}}\n");
    include(repeated(40, (number) => `f${number}.yml`).join(", "))(draft);
  }),
  compose(
    { title: "a service that extends itself in a circle", says: REFUSED },
    key("extends: {service: rng}"),
    replace(FILE, "    build: rng\n", "    build: rng\n    extends: {service: webui}\n"),
  ),
  webui("the home of who judges, without braces", "path-interpolated", 'volumes: ["$HOME:/home"]'),
  webui(
    "the folders beside one's own, by the folder's name",
    "path-interpolated",
    `volumes: ["\${PWD}/../..:/others"]`,
  ),
  webui("the engine's socket in two pieces", "path-engine-socket", `volumes: ["\${A:-/var/run}/docker.sock:/s"]`),
  building("a build of the folders beside one's own, by a default", "path-interpolated", `context: \${NOTHING:-../..}`),
  building(
    "a Dockerfile of the machine, by a default",
    "path-interpolated",
    "context: rng",
    `dockerfile: \${NOTHING:-/etc/hosts}`,
  ),
  compose(
    { title: "a secret of the machine, by a default", rule: "path-interpolated" },
    key("secrets: [theirs]"),
    adding(`secrets: {theirs: {file: "\${NOTHING:-/etc/shadow}"}}`),
  ),
  compose(
    { title: "a configuration from outside, by the folder's name", rule: "path-interpolated" },
    key("configs: [theirs]"),
    adding("configs: {theirs: {file: $PWD/../../theirs.conf}}"),
  ),
  compose({ title: "variables of the project behind a link", rule: "folder-link-outside" }, (draft) =>
    symlinkSync("/proc/self/environ", join(draft.dir, ".env")),
  ),
  compose(
    { title: "a list in a list, ten thousand times", rule: "compose-depth" },
    adding(`x-a: ${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  ),
  compose(
    { title: "a key in a key, five hundred times", rule: "compose-depth" },
    adding(`x-a: ${"{a: ".repeat(500)}1${"}".repeat(500)}`),
  ),
  compose(
    { title: "a nesting that is only read by way of a variable", says: /far too|does not accept/ },
    write(".env", "MORE=deep.yml\n"),
    write("deep.yml", `services: {more: {image: redis}}\nx-a: ${"[".repeat(9000)}${"]".repeat(9000)}\n`),
    include("$MORE"),
  ),
  compose(
    { title: "variables that double each other", says: REFUSED },
    write(
      ".env",
      ["A0=xxxxxxxxxx", ...repeated(30, (number) => `A${number + 1}=$A${number}$A${number}`), ""].join("\n"),
    ),
  ),
  compose(
    { title: "a default in a default, five thousand times", says: /does not accept|compose-image|far too/ },
    replace(FILE, "    image: redis", `    image: "${`\${A:-`.repeat(5000)}workshop/x${"}".repeat(5000)}"`),
  ),
  compose(
    { title: "a model of hundreds of megabytes", says: /far too many|more memory|finish reading/ },
    write("long.env", `LONG=${"x".repeat(250_000)}\n`),
    adding("x-b: &b {image: redis, env_file: long.env}"),
    replace(
      FILE,
      "    image: redis",
      `    image: redis\n${repeated(40, (number) => `  m${number}: {image: redis, env_file: long.env}`).join("\n")}`,
    ),
  ),
];
