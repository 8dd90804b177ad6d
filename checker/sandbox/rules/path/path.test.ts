import { service, written } from "../spec.ts";
import { absolute } from "./absolute.ts";
import { engineSocket } from "./engine-socket.ts";
import { interpolated } from "./interpolated.ts";
import { outside } from "./outside.ts";
import { remote } from "./remote.ts";

const { catches, catchesNot } = written;

catches(absolute, "env_file: ~/settings", 'volumes: ["C:/data:/data"]', "build: {context: ., dockerfile: /Dockerfile}");
catchesNot(absolute, "volumes: [./etc:/etc, data:/data, /cache]", "env_file: .env", "build: .", "working_dir: /app");

catches(engineSocket, 'volumes: ["//./pipe/docker_engine:/x"]', "volumes: [./run/containerd.sock:/x]");
catches(engineSocket, "volumes: [{type: npipe, source: '\\\\.\\pipe\\docker_engine', target: /x}]");
catchesNot(
  engineSocket,
  "volumes: [./docker:/etc/docker]",
  "build: ./docker_engine",
  "volumes: [./app.sock:/app.sock]",
);

catches(outside, "volumes: [..:/all]", "env_file: ../.env", "build: {context: web, dockerfile: ../../Dockerfile}");
catchesNot(outside, "build: ./web/../worker", "build: {context: web, dockerfile: ../Dockerfile}", "env_file: ..env");

catches(
  remote,
  "build: git@example.org:a/b.git",
  "build: github.com/a/b",
  "build: example.org/a/b.git#main",
  "env_file: https://example.org/settings",
);
catchesNot(remote, "build: ./github.com", "build: ./site.git", "image: example.org/a/b", "volumes: [./.gitignore:/x]");

// Where a variable leads is known when Compose has read it: it is the model that is judged.
service.catches(interpolated);
service.catchesNot(interpolated, `build: {context: "\${HOME}/other"}`);
