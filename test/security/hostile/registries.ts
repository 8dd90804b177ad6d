import { all, replace, write } from "../../../checker/kit/answers/answers.ts";
import { compose, dockerfile, FILE, step } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const RULE = "image-registry";
const STACK = "compose: rng, hasher, worker and webui are built from your Dockerfiles";
const FROM = "FROM python:3.13-slim";

function service(title: string, image: string): HostileWork {
  return compose({ title, rule: RULE }, replace(FILE, "    image: redis", `    image: ${image}`));
}

/** Images whose registry is the machine itself, or one that only this machine reaches. */
export const registries: readonly HostileWork[] = [
  dockerfile("a registry on the machine", RULE, "FROM 127.0.0.1:5000/python"),
  dockerfile("a registry on the machine, by its name", RULE, "FROM localhost:5000/python:3.13-slim"),
  dockerfile("a registry on the machine, without a port", RULE, "FROM localhost/python"),
  dockerfile("a registry on the machine, in capitals", RULE, "FROM LOCALHOST:5000/python"),
  dockerfile("a registry on the machine, as one number", RULE, "FROM 2130706433:5000/python"),
  dockerfile("a registry on the machine, in a short form", RULE, "FROM 127.1:5000/python"),
  dockerfile("a registry on the machine, with a digest", RULE, `FROM 127.0.0.1:5000/python@sha256:${"0".repeat(64)}`),
  dockerfile("a registry on the machine, by an argument", RULE, "ARG where=127.0.0.1:5000", `FROM \${where}/python`),
  dockerfile("a registry on the machine, by a default", RULE, `FROM \${nothing:-localhost:5000}/python`),
  dockerfile("a registry on the machine, for one platform", RULE, "FROM --platform=linux/amd64 127.0.0.1:5000/python"),
  dockerfile("a registry on the machine, for a second stage", RULE, FROM, "FROM 127.0.0.1:5000/python AS more"),
  dockerfile("a registry of the engine's network", RULE, "FROM 172.17.0.1:5000/python"),
  dockerfile("a registry of the house", RULE, "FROM registry.example.internal/python"),
  dockerfile("another port of a public registry's host", RULE, "FROM ghcr.io:8080/team/python"),
  dockerfile("a host whose name begins like a public one", RULE, "FROM docker.io.example.com/library/python"),
  step("a copy from a registry on the machine", RULE, "COPY --from=127.0.0.1:5000/x /a /a"),
  step("a copy from a registry on the machine, in quotes", RULE, 'COPY --from="localhost:5000/x" /a /a'),
  step("a mount from a registry on the machine", RULE, "RUN --mount=type=bind,from=127.0.0.1:5000/x,target=/x true"),
  service("a service from a registry on the machine", "127.0.0.1:5000/redis"),
  service("a service from a registry on the machine, by its name", "localhost:5000/redis:8"),
  service("a service from a registry on the machine, by a default", `"\${NOWHERE:-127.0.0.1:5000/redis}"`),
  service("a service from the engine's own machine", "host.docker.internal:5000/redis"),
  service("a service from the provider's own address", "169.254.169.254/redis"),
  {
    ...compose(
      { title: "a registry on the machine, by an argument of the compose file", rule: RULE },
      replace(FILE, "    build: rng\n", "    build:\n      context: rng\n      args: {where: 127.0.0.1:5000}\n"),
      write("rng/Dockerfile", `ARG where=docker.io/library\nFROM \${where}/python\n`),
    ),
    fails: STACK,
  },
  {
    ...compose(
      { title: "a name that is built by nobody, beside one that is", rule: RULE },
      all(
        replace(FILE, "    build: rng\n", "    build: rng\n    image: localhost:5000/rng:1\n"),
        replace(FILE, "    image: redis", "    image: localhost:5000/rng:2"),
      ),
    ),
  },
];
