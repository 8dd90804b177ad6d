import { expect, test } from "vitest";
import { parseHost } from "../engine/endpoint.ts";
import { consent } from "./consent.ts";
import { whyNot } from "./install.ts";
import { type Machine, readOsRelease } from "./machine.ts";

const debian: Machine = {
  platform: "linux",
  distribution: "debian",
  debianLike: true,
  codename: "bookworm",
  root: true,
  systemd: false,
};
const socket = { kind: "away", reason: "ENOENT", endpoint: parseHost("unix:///var/run/docker.sock") } as const;

test.each([
  ["root on Debian installs and starts it", debian, undefined, undefined],
  ["root anywhere starts what is installed", { ...debian, debianLike: false }, "package", undefined],
  ["root starts what set-up brought", debian, "set-up", undefined],
  [
    "root on another system is told where to look",
    { ...debian, debianLike: false },
    undefined,
    "docs.docker.com/engine/install",
  ],
  [
    "a user is told what to install",
    { ...debian, root: false },
    undefined,
    "sudo apt-get install --no-install-recommends docker.io",
  ],
  ["a user is told how to start it", { ...debian, root: false }, "package", "sudo service docker start"],
  ["a user is told who starts what set-up brought", { ...debian, root: false }, "set-up", "sudo npm run check"],
  ["a user with systemd, too", { ...debian, root: false, systemd: true }, "package", "sudo systemctl start docker"],
  [
    "a Mac has Docker Desktop",
    { ...debian, platform: "darwin", debianLike: false, root: false },
    undefined,
    "open -a Docker",
  ],
  ["Windows has, too", { ...debian, platform: "win32", debianLike: false, root: false }, undefined, "Docker Desktop"],
] as const)("no engine: %s", (_, machine, installed, advice) => {
  const error = whyNot(socket, machine, {}, installed);
  if (advice === undefined) expect(error).toBeUndefined();
  else expect(error).toMatchObject({ code: "ENGINE_AWAY", advice: expect.stringContaining(advice) });
});

test("an engine somewhere else is never installed here", () => {
  const endpoint = parseHost("tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375 (DOCKER_HOST)");
  const error = whyNot({ kind: "away", reason: "ECONNREFUSED", endpoint }, debian, {}, "package");
  expect(error?.message).toContain("tcp://10.0.0.1:2375 (DOCKER_HOST)");
});

test("a user who may not ask is told about the group", () => {
  expect(whyNot({ ...socket, kind: "forbidden" }, debian, {}, "package")?.advice).toContain("usermod -aG docker");
});

test("a user's own rootless engine is the user's to start", () => {
  const endpoint = parseHost("unix:///run/user/1000/docker.sock");
  const state = { kind: "away", reason: "ENOENT", endpoint } as const;
  const user = { ...debian, root: false };
  expect(whyNot(state, user, { XDG_RUNTIME_DIR: "/run/user/1000" }, "package")).toBeUndefined();
  expect(whyNot(state, user, {}, "package")?.advice).toContain("docker context ls");
});

test("os-release is read as a shell would", () => {
  expect(readOsRelease("ID=ubuntu\nID_LIKE=\"debian\"\nPRETTY_NAME='Ubuntu 24.04'\n")).toMatchObject({
    ID: "ubuntu",
    ID_LIKE: "debian",
    PRETTY_NAME: "Ubuntu 24.04",
  });
});

test("WORKSHOP_INSTALL=no refuses, and says what to type instead", async () => {
  const may = consent({ env: { WORKSHOP_INSTALL: "no" }, say: () => {}, ask: async () => true });
  await expect(may("There is no engine", "type `this`")).rejects.toMatchObject({
    code: "SETUP_REFUSED",
    message: expect.stringContaining("WORKSHOP_INSTALL=no"),
    advice: expect.stringContaining("type `this`"),
  });
});

test("a person is asked once, and no is no", async () => {
  const questions: string[] = [];
  const ask = async (question: string): Promise<boolean> => questions.push(question) > 0;
  const may = consent({ env: {}, say: () => {}, ask });
  await may("There is no engine", "");
  await may("There is no Compose", "");
  expect(questions).toHaveLength(1);
  const mayNot = consent({ env: {}, say: () => {}, ask: async () => false });
  await expect(mayNot("There is no engine", "")).rejects.toMatchObject({ code: "SETUP_REFUSED" });
});

test("nobody at the terminal: it is said and done", async () => {
  const said: string[] = [];
  await consent({ env: {}, say: (line) => said.push(line) })("There is no engine", "");
  expect(said).toEqual(["There is no engine: installing."]);
});
