import { replace, write } from "../../../checker/kit/answers/answers.ts";
import { BUILDS, dockerfile, step } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const REFERENCE = "workshop/dockercoins-rng:reference";
const FROM = "FROM python:3.13-slim";

/** Dockerfiles that reach further than their own build. */
export const builds: readonly HostileWork[] = [
  dockerfile("another frontend", "dockerfile-frontend", "# syntax=stranger/frontend:1", FROM),
  dockerfile(
    "another frontend, after a mark of Windows",
    "dockerfile-frontend",
    "\ufeff#SYNTAX = stranger/frontend",
    FROM,
  ),
  dockerfile(
    "another frontend, after another directive",
    "dockerfile-frontend",
    "# check=skip=all",
    "# syntax=a/b",
    FROM,
  ),
  dockerfile(
    "a frontend with a name like the right one",
    "dockerfile-frontend",
    "# syntax=docker/dockerfile.evil:1",
    FROM,
  ),
  step("a secret", "dockerfile-mount", "RUN --mount=type=secret,id=key cat /run/secrets/key"),
  step("the SSH agent", "dockerfile-mount", "RUN --mount=type=ssh ssh-add -l"),
  step("the SSH agent, in quotes", "dockerfile-mount", 'RUN --mo"unt"=type=ssh true'),
  step("the SSH agent, over two lines", "dockerfile-mount", "RUN --mount=type=s\\", "sh true"),
  step(
    "the SSH agent, after a harmless mount",
    "dockerfile-mount",
    "RUN --mount=type=tmpfs,target=/t --mount=type=ssh true",
  ),
  step("the SSH agent, for whoever builds on this", "dockerfile-mount", "ONBUILD RUN --mount=type=ssh true"),
  step("a mount that a variable names", "dockerfile-mount", "ARG kind=ssh", `RUN --mount=type=\${kind} true`),
  step(
    "files of the reference",
    "dockerfile-mount",
    `RUN --mount=type=bind,from=${REFERENCE},target=/r cp -r /r/app .`,
  ),
  step("no sandbox", "dockerfile-security", "RUN --security=insecure id"),
  step("a step on the network of the machine", "dockerfile-network", "RUN --network=host id"),
  step("a device of the machine", "dockerfile-flag", "RUN --device=vendor.com/gpu id"),
  dockerfile("the reference itself", "dockerfile-image", `FROM ${REFERENCE}`),
  dockerfile("the reference, with its registry", "dockerfile-image", `FROM docker.io/${REFERENCE}`),
  dockerfile("the reference by an argument", "dockerfile-image", `ARG name=${REFERENCE}`, `FROM \${name}`),
  dockerfile(
    "the reference in two pieces",
    "dockerfile-image",
    "ARG a=work",
    `ARG b=\${a}shop`,
    `FROM \${b}/dockercoins-rng`,
  ),
  dockerfile("the reference by a default", "dockerfile-image", `FROM \${nothing:-${REFERENCE}}`),
  dockerfile("the reference as a second stage", "dockerfile-image", FROM, `FROM ${REFERENCE} AS more`),
  step("a copy of the reference", "dockerfile-image", `COPY --from=${REFERENCE} /app /app`),
  step("what listens on the machine", "dockerfile-remote-add", "ADD http://127.0.0.1:2375/info /info"),
  step("what listens on the machine, by name", "dockerfile-remote-add", 'ADD ["https://localhost/", "/info"]'),
  step("the address of a cloud's keys", "dockerfile-remote-add", "ADD https://169.254.169.254/latest/ /keys"),
  step("an address in a variable", "dockerfile-remote-add", "ARG where=http://127.0.0.1/", `ADD \${where} /info`),
  {
    ...step("the Internet, where builds have none", "dockerfile-remote-add", "ADD https://www.example.org/ /page"),
    network: "none",
  },
  {
    ...step("a repository, where builds have no network", "dockerfile-remote-add", "ADD https://example.org/a.git /a"),
    network: "none",
  },
  step("a label of the checker on an image", "dockerfile-reserved-label", "LABEL workshop.classroom=stand-in"),
  step(
    "a label of Compose on an image",
    "dockerfile-reserved-label",
    'LABEL a=b "com.docker.compose.project"="registry"',
  ),
  {
    title: "a tick that continues lines, and hides a mount",
    part: "part1",
    fails: BUILDS,
    rule: "dockerfile-mount",
    edit: write("rng/Dockerfile", `# escape=\`\n${FROM}\nRUN --mount=type=\`\nssh true\n`),
  },
  {
    title: "a mount after a comment in the middle of an instruction",
    part: "part1",
    fails: BUILDS,
    rule: "dockerfile-mount",
    edit: replace("rng/Dockerfile", "USER nobody", "RUN \\\n# nothing to see\n  --mount=type=ssh true\nUSER nobody"),
  },
];
