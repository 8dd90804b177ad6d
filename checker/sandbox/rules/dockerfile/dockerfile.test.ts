import { describe } from "vitest";
import { dockerfile, step } from "../spec.ts";
import { flags } from "./flags.ts";
import { frontend } from "./frontend.ts";
import { images } from "./images.ts";
import { labels } from "./labels.ts";
import { mounts } from "./mounts.ts";
import { network } from "./network.ts";
import { registries } from "./registries.ts";
import { remoteAdd } from "./remote-add.ts";
import { security } from "./security.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

describe("a whole Dockerfile:", () => {
  const { catches, catchesNot } = dockerfile;

  catches(frontend, "// syntax=evil/x\nFROM python", '{"syntax": "evil/x"}\nFROM python');
  catches(frontend, "# escape=\\\n# syntax=evil/docker/dockerfile\nFROM python");
  catchesNot(
    frontend,
    "# syntax=docker/dockerfile:1\nFROM python",
    "#syntax = docker/dockerfile:1.7-labs\nFROM python",
  );
  catchesNot(frontend, "FROM python\n# syntax=evil/x", "# a note on syntax\nFROM python");

  catches(
    images,
    "FROM workshop/dockercoins-rng:reference",
    "FROM WORKSHOP-CLASSROOM/python",
    "FROM [::1]:5000/python",
  );
  catches(images, 'FROM python\nCOPY --from="workshop/a" /a /a');
  catchesNot(images, "FROM python:3.13-slim AS base\nFROM base\nCOPY --from=base /a /b\nCOPY --from=0 /a /b");
  catchesNot(images, "FROM scratch", `ARG image=python\nFROM \${image}:3.13`, "FROM my-workshop/python");

  catches(registries, `FROM localhost:5000/team/python:3@${DIGEST}`, `ARG where=127.0.0.1:5000\nFROM \${where}/python`);
  catches(registries, "FROM python\nCOPY --from=LOCALHOST/x /a /a");
  catches(registries, "FROM python\nRUN --mount=from=registry.lan/x,target=/x true");
  catchesNot(
    registries,
    `FROM ghcr.io/team/python:3@${DIGEST}`,
    "FROM mcr.microsoft.com/playwright",
    "FROM team/python",
  );
  catchesNot(registries, "FROM python\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/");
});

describe("a step:", () => {
  const { catches, catchesNot } = step;

  catches(flags, "RUN --unknown true", "COPY --checksum=sha256:0 a b");
  catchesNot(
    flags,
    "RUN echo --device=x",
    "COPY --chown=1:1 --chmod=644 --link a b",
    "HEALTHCHECK --interval=1s CMD true",
  );

  catches(labels, "LABEL 'com.docker.compose.service'=x", "LABEL a=b workshop.run=x");
  catchesNot(labels, "LABEL maintainer=me org.opencontainers.image.title=rng", "RUN echo workshop.run");

  catches(mounts, "RUN --mount=target=/x,type=SSH true", "RUN --mount=type=bind,unknown=1 true");
  catches(mounts, "run\t--mount='type=secret' true", "RUN --network=none \\\r\n --mount=type=ssh true\r\n");
  catches(mounts, "RUN --mount=type=cache,from=workshop/x true");
  catchesNot(
    mounts,
    "RUN --mount=type=cache,target=/root/.cache,sharing=locked pip install flask",
    "RUN echo --mount=type=ssh",
  );
  catchesNot(
    mounts,
    "RUN --mount=type=bind,source=requirements.txt,target=/r.txt true",
    "RUN --mount=type=tmpfs,target=/t true",
  );

  catches(network, "RUN --network=HOST true");
  catchesNot(network, "RUN --network=none true", "RUN --network=default true", "RUN echo --network=host");

  catches(remoteAdd, "ADD http://www.example.org/a /a", "ADD https://[::1]/a /a", "ADD git@example.org:a/b.git /a");
  catches(remoteAdd, "ADD --checksum=sha256:0 https://10.0.0.1/a /a");
  catchesNot(remoteAdd, "ADD https://www.example.org/app.tar.gz /app/", "ADD app.tar.gz /app/", 'ADD ["a b", "/c/"]');

  catches(security, "RUN --security=none true");
  catchesNot(security, "RUN --security=sandbox true", "RUN echo --security=insecure");
});
