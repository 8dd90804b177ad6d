import { dockerfile, step } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const FROM = "FROM python:3.13-slim";
const REFERENCE = "workshop/dockercoins-rng:reference";
const FETCH = "ADD http://127.0.0.1:2375/info /info";
const IMAGE = "dockerfile-image";
const REMOTE = "dockerfile-remote-add";
const LABEL = "dockerfile-reserved-label";
const TWO_WAYS = "dockerfile-unreadable";

/** Dockerfiles that mean one thing to the builder, and were made to mean another thing to whoever judges them. */
export const dockerfiles: readonly HostileWork[] = [
  dockerfile(
    "an argument of a stage hides the one before FROM",
    IMAGE,
    `ARG i=${REFERENCE}`,
    FROM,
    "ARG i=python",
    `FROM \${i}`,
  ),
  dockerfile(
    "a variable of a stage hides the argument",
    IMAGE,
    `ARG i=${REFERENCE}`,
    FROM,
    "ENV i=python:3",
    "FROM $i",
  ),
  dockerfile("an argument is cut to the reference", IMAGE, `ARG i=x/${REFERENCE}`, `FROM \${i#x/}`),
  dockerfile("an argument is cut at its end", IMAGE, `ARG i=${REFERENCE}/x/y`, `FROM \${i%/*/*}`),
  dockerfile("an argument is made from another", IMAGE, "ARG i=workXshop/dockercoins-rng:reference", `FROM \${i/X/}`),
  dockerfile("a name that has to be given", IMAGE, `ARG i=${REFERENCE}`, `FROM \${i:?none}`),
  dockerfile("a mark of Windows before a name", TWO_WAYS, `FROM \ufeff${REFERENCE}`),
  step("a mark of Windows before an instruction", TWO_WAYS, `\ufeff${FETCH}`),
  step("a no-break space between two variables", TWO_WAYS, "ENV a=b\u00a0w=http://127.0.0.1/", `ADD \${w} /info`),
  step("a line separator between two instructions", TWO_WAYS, `ENV a=b\u2028${FETCH}`),
  step("a carriage return between two instructions", TWO_WAYS, `RUN true\r${FETCH}`),
  step("two carriage returns behind a backslash", TWO_WAYS, `RUN true \\\r\r\n${FETCH}`),
  step("a vertical tab behind the keyword", REMOTE, FETCH.replace(" ", "\v")),
  step("a letter that is a K in small letters only", TWO_WAYS, "HEALTHCHEC\u212a CMD true"),
  dockerfile("a directive that only looks like one", REMOTE, "#\u00a0escape=`", FROM, "RUN true `", FETCH),
  dockerfile("a directive after a comment", REMOTE, "# comment", "# escape=`", FROM, "RUN true `", FETCH),
  dockerfile(
    "a directive that not every builder reads",
    TWO_WAYS,
    "# check=skip=all",
    "# escape=`",
    FROM,
    "RUN true `",
    FETCH,
  ),
  dockerfile("a directive with a mark of Windows", REMOTE, "\ufeff# escape=`", FROM, "RUN true \\", "`", FETCH),
  step("two backslashes continue nothing", REMOTE, "RUN true \\\\", FETCH),
  step("a comment between continued lines", REMOTE, "RUN true \\", "# comment \\", "", "  && true", FETCH),
  dockerfile("a backslash that might continue", TWO_WAYS, FROM, "RUN true\\ \\"),
  step("an address in pieces", REMOTE, 'ADD "ht"tp://127.0.0.1:2375/info /info'),
  step("an address with backslashes", REMOTE, "ADD h\\t\\tp://127.0.0.1:2375/info /info"),
  step("an address in other letters", REMOTE, 'ADD ["\\u0068ttp://127.0.0.1:2375/info", "/info"]'),
  step("an address with a default", REMOTE, `ADD \${nothing:-http://127.0.0.1/} /info`),
  step("an address beside a here-document", REMOTE, "ADD <<E http://127.0.0.1/ /info/", "E"),
  step("an address that a later stage fills in", REMOTE, `ONBUILD ADD \${w} /info`, "ENV w=http://127.0.0.1/"),
  step("an address that a variable of the base completes", REMOTE, "ADD $PYTHON_VERSION /info"),
  step("a repository without a scheme", REMOTE, "ADD 127.0.0.1/a.git /a"),
  step("a label that has to be given", LABEL, "ARG l=workshop.run", `LABEL \${l:?none}=x`),
  step("a label by a default", LABEL, `LABEL \${nothing:-workshop.run}=x`),
  step("a label in pieces", LABEL, 'LABEL work"shop.run"=x'),
  step("a label for whoever builds on this", LABEL, "ARG l=workshop.run", "ONBUILD LABEL $l=x"),
  step(
    "a stage that stands in a here-document",
    IMAGE,
    "RUN <<E",
    "FROM python AS abcdef123456",
    "E",
    "COPY --from=abcdef123456 / /x",
  ),
  step("a here-document that ends in a backslash", TWO_WAYS, "RUN <<'E\\'", "true", "E\\", FETCH, "E"),
  step("a here-document that is ended by an instruction", TWO_WAYS, 'RUN <<"USER root"', FETCH, "USER root"),
  step("a here-document behind a quote", TWO_WAYS, "RUN echo it's <<E", FETCH, "E"),
  step("what was a here-document to nobody", TWO_WAYS, "CMD cat <<E", FETCH, "E"),
  step("an option in quotes that are not closed", TWO_WAYS, "RUN --mount='type=tmpfs,target=/x true"),
  step("a stage with a sign before its number", TWO_WAYS, "COPY --from=+0 / /x"),
  step("a stage that comes later", TWO_WAYS, "COPY --from=later / /x", "FROM python:3.13-slim AS later"),
  step("an image for whoever builds on this", TWO_WAYS, "ONBUILD COPY --from=python:3.13-slim / /x"),
];
