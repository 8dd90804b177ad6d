import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Edit, replace, write } from "../../../checker/kit/answers/answers.ts";
import { adding, building, compose, FILE, top, VALID, webui } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const link =
  (target: string, path: string): Edit =>
  (draft) =>
    symlinkSync(target, join(draft.dir, path));

/** Paths that lead out of the submission. */
export const paths: readonly HostileWork[] = [
  webui("the engine's socket", "path-engine-socket", 'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'),
  webui(
    "the engine's socket by a long way",
    "path-engine-socket",
    "volumes: [{type: bind, source: ../../../../../run/docker.sock, target: /s}]",
  ),
  webui("the machine's files", "path-absolute", 'volumes: ["/:/host"]'),
  webui("the machine's files, read-only", "path-absolute", 'volumes: ["/etc:/host:ro"]'),
  webui("the home of who judges", "path-absolute", 'volumes: ["~/.ssh:/keys"]'),
  webui("the home of who judges, by a variable", "path-interpolated", `volumes: ["\${HOME}/.ssh:/keys"]`),
  webui("a path that hides in a default", "path-interpolated", `volumes: ["\${NOTHING:-/etc}:/host"]`),
  webui("the folders beside one's own", "path-outside", 'volumes: ["../..:/others"]'),
  webui("the folders beside one's own, by a detour", "path-outside", 'volumes: ["./rng/../../..:/others"]'),
  webui("a drive of Windows", "path-absolute", "volumes: ['C:\\Users:/users']"),
  webui("a mount of another type", "compose-mount", "volumes: [{type: cluster, source: group, target: /group}]"),
  webui(
    "a mount that appears on the machine",
    "compose-propagation",
    "volumes: [{type: bind, source: ./rng, target: /r, bind: {propagation: rshared}}]",
  ),
  compose(
    { title: "a mount behind a link", rule: "folder-link-outside" },
    link("/", "data"),
    replace(FILE, "    build: webui\n", '    build: webui\n    volumes: ["./data:/data"]\n'),
  ),
  compose(
    { title: "a compose file that is a link", rule: "folder-link-outside" },
    (draft) => draft.remove(FILE),
    link("/etc/hosts", FILE),
  ),
  compose(
    { title: "a secret behind a link", rule: "folder-link-outside" },
    link("/etc/shadow", "word"),
    replace(FILE, "    build: webui\n", "    build: webui\n    secrets: [word]\n"),
    adding("secrets: {word: {file: ./word}}"),
  ),
  compose(
    { title: "variables behind a link", rule: "folder-link-outside" },
    link("/etc/environment", "variables"),
    replace(FILE, "    build: webui\n", "    build: webui\n    env_file: ./variables\n"),
  ),
  building("a build of the folders beside one's own", "path-outside", "context: ../.."),
  building("a build of the machine's files", "path-absolute", "context: /etc"),
  building(
    "a build of somebody's repository",
    "path-remote",
    "context: https://git.example.org/some/work.git#main:rng",
  ),
  building("a build of a repository, without a scheme", "path-remote", "context: github.com/some/work"),
  building("a build of a repository by SSH", "path-remote", "context: git@git.example.org:some/work.git"),
  building("a Dockerfile from outside", "path-outside", "context: rng", "dockerfile: ../../../Dockerfile"),
  building("a Dockerfile of the machine", "path-absolute", "context: rng", "dockerfile: /etc/hosts"),
  webui("variables from outside", "path-outside", "env_file: ../../outside.env"),
  webui("variables from a file of the machine", "path-absolute", "env_file: [{path: /etc/passwd, required: false}]"),
  compose(
    { title: "variables from a file that a variable names", rule: "path-interpolated" },
    write(".env", "WHERE=/etc/passwd\n"),
    replace(FILE, "    build: webui\n", "    build: webui\n    env_file: $WHERE\n"),
  ),
  webui("labels from outside", "path-outside", "label_file: ../../outside.labels"),
  compose(
    { title: "a secret of the machine", rule: "path-absolute" },
    replace(FILE, "    build: webui\n", "    build: webui\n    secrets: [theirs]\n"),
    adding("secrets: {theirs: {file: /etc/shadow}}"),
  ),
  compose(
    { title: "a configuration from outside", rule: "path-outside" },
    replace(FILE, "    build: webui\n", "    build: webui\n    configs: [theirs]\n"),
    adding("configs: {theirs: {file: ../../theirs.conf}}"),
  ),
  top("another compose file, from outside", "path-outside", "include: [../../compose.yml]"),
  top("another compose file, from the Internet", "path-remote", "include: ['oci://registry.example.org/some/work']"),
  top("another compose file, from a repository", "path-remote", "include: ['https://git.example.org/some/work.git']"),
  compose(
    { title: "an included file that leads out in its turn", rule: "path-outside" },
    write("more/compose.yml", "services: {more: {image: redis, env_file: ../../outside.env}}\n"),
    adding("include: [more/compose.yml]"),
  ),
  compose(
    { title: "an included file with a key that is refused", rule: "compose-host-namespaces" },
    write("more/compose.yml", "services: {more: {image: redis, pid: host}}\n"),
    adding("include: [{path: more/compose.yml}]"),
  ),
  compose(
    { title: "a service that extends one from outside", rule: "path-outside" },
    replace(FILE, "    build: webui\n", "    build: webui\n    extends: {file: ../../base.yml, service: webui}\n"),
  ),
  compose(
    { title: "a service that extends a dangerous one", rule: "compose-privileged" },
    write("base.yml", "services: {base: {privileged: true}}\n"),
    replace(FILE, "    build: webui\n", "    build: webui\n    extends: {file: base.yml, service: base}\n"),
  ),
  compose(
    { title: "a dangerous key by way of a merge", rule: "compose-privileged" },
    replace(FILE, "services:\n", "x-base: &base\n  privileged: true\nservices:\n"),
    replace(FILE, "    build: webui\n", "    build: webui\n    <<: *base\n"),
  ),
  {
    title: "an override file with a dangerous key",
    part: "part2",
    fails: VALID,
    rule: "compose-privileged",
    edit: write("docker-compose.override.yml", "services: {rng: {privileged: true}}\n"),
  },
];
