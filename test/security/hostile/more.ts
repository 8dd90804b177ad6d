import { replace, write } from "../../../checker/kit/answers/answers.ts";
import { adding, compose, FILE } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const STACK = "compose: rng, hasher, worker and webui are built from your Dockerfiles";
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** What is only too much, what hides in the form of the file, and what only comes with the bonus. */
export const more: readonly HostileWork[] = [
  compose(
    { title: "fifty services", rule: "compose-counts" },
    replace(
      FILE,
      "    image: redis",
      `    image: redis\n${numbers(50)
        .map((number) => `  r${number}: {image: redis}`)
        .join("\n")}`,
    ),
  ),
  compose(
    { title: "fifty networks", rule: "compose-counts" },
    replace(
      FILE,
      "    build: webui\n",
      `    build: webui\n    networks: [${numbers(50).map((number) => `n${number}`)}]\n`,
    ),
    adding("networks:", ...numbers(50).map((number) => `  n${number}: {}`)),
  ),
  compose(
    { title: "forty ports", rule: "compose-counts" },
    replace(FILE, '"8000:80"', '"8000:80"\n      - "9000-9040:9000-9040"'),
  ),
  compose(
    { title: "sixty thousand ports", says: /does not accept|far too many|compose-counts/ },
    replace(FILE, '"8000:80"', '"8000:80"\n      - "1024-60000:1024-60000"'),
  ),
  compose(
    { title: "the reference's image as one more service", rule: "compose-image" },
    replace(FILE, "    image: redis", "    image: redis\n  more:\n    image: workshop/dockercoins-rng:reference"),
  ),
  compose(
    { title: "an image by its id", rule: "compose-image" },
    replace(FILE, "    image: redis", `    image: ${"a".repeat(64)}`),
  ),
  compose(
    { title: "aliases that grow without end", rule: "compose-aliases" },
    adding(
      "x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]",
      ...numbers(9).map(
        (number) =>
          `x-${name(number + 1)}: &${name(number + 1)} [${Array(9)
            .fill(`*${name(number)}`)
            .join(", ")}]`,
      ),
    ),
  ),
  compose(
    { title: "a key in another alphabet", rule: "compose-yaml-tag" },
    replace(FILE, "    build: webui", "    build: webui\n    !!binary ZW52X2ZpbGU=: /etc/passwd"),
  ),
  compose({ title: "two files in one", says: /multiple documents/ }, adding("---", "services: {rng: {pid: host}}")),
  compose(
    { title: "a service with a path for a name", says: /does not accept|compose-names/ },
    replace(FILE, "  redis:\n", "  ../../redis:\n"),
  ),
  compose(
    { title: "a program after the start", says: /does not accept|compose-hooks/ },
    replace(FILE, "    build: webui\n", "    build: webui\n    post_start: [{command: id, user: root}]\n"),
  ),
  compose(
    { title: "the engine's socket by a key", says: /does not accept|compose-hooks/ },
    replace(FILE, "    build: webui\n", "    build: webui\n    use_api_socket: true\n"),
  ),
  compose(
    { title: "a program of the machine as a service", says: /does not accept|compose-hooks/ },
    replace(FILE, "    image: redis", "    image: redis\n  more:\n    provider: {type: model}"),
  ),
  {
    title: "the SSH agent in a Dockerfile that stands in the compose file",
    part: "part2",
    fails: STACK,
    rule: "dockerfile-mount",
    edit: replace(
      FILE,
      "    build: rng\n",
      "    build:\n      context: rng\n      dockerfile_inline: |\n        FROM python:3.13-slim\n        RUN --mount=type=ssh true\n",
    ),
  },
  {
    title: "the reference's image by an argument of the build",
    part: "part2",
    fails: STACK,
    rule: "dockerfile-image",
    edit: (draft) => {
      draft.replace("rng/Dockerfile", "FROM python:3.13-slim", `ARG base=python:3.13-slim\nFROM \${base}`);
      draft.replace(
        FILE,
        "    build: rng\n",
        "    build: {context: rng, args: {base: 'workshop/dockercoins-rng:reference'}}\n",
      );
    },
  },
  bonus("a privileged container, in the bonus only", "compose-privileged", "rng: {privileged: true}"),
  bonus("the machine's files, in the bonus only", "path-absolute", 'rng: {volumes: ["/:/host"]}'),
  bonus("a file of the machine as variables, in the bonus only", "path-outside", "rng: {env_file: ../../.env}"),
];

function bonus(title: string, rule: string, service: string): HostileWork {
  return {
    title,
    part: "bonus",
    fails: "bonus: ten workers with your fix",
    rule,
    edit: write("docker-compose.bonus.yml", `services:\n  ${service}\n`),
  };
}

function name(number: number): string {
  return String.fromCharCode("a".charCodeAt(0) + number);
}
