import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect } from "./connect.ts";
import { dockerConfig, engineEndpoint, parseHost } from "./endpoint.ts";

describe("an address", () => {
  test.each([
    ["unix:///var/run/docker.sock", { kind: "unix", path: "/var/run/docker.sock" }],
    ["npipe:////./pipe/docker_engine", { kind: "npipe", path: "\\\\.\\pipe\\docker_engine" }],
    ["ssh://user@host:22", { kind: "ssh", url: "ssh://user@host:22" }],
    ["tcp://localhost", { kind: "tcp", host: "localhost", port: 2375 }],
    ["tcp://127.0.0.1:4000", { kind: "tcp", host: "127.0.0.1", port: 4000 }],
    ["tcp://localhost:80", { kind: "tcp", host: "localhost", port: 80 }],
    ["tcp://[::1]:2375", { kind: "tcp", host: "::1", port: 2375 }],
    ["https://localhost", { kind: "tcp", host: "localhost", port: 2376 }],
  ])("%s", (address, endpoint) => {
    expect(parseHost(address)).toEqual({ ...endpoint, name: address });
  });

  test.each(["", "localhost:2375", "/var/run/docker.sock", "ftp://host"])("%j is none", (address) => {
    expect(() => parseHost(address)).toThrow(/is no address of a Docker engine/);
  });
});

describe("which engine", () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "endpoint-test-"));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function put(path: string, content: unknown): Promise<void> {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), typeof content === "string" ? content : JSON.stringify(content));
  }

  const idOf = (context: string) => createHash("sha256").update(context).digest("hex");
  const context = (name: string, docker: object) =>
    put(`contexts/meta/${idOf(name)}/meta.json`, { Name: name, Endpoints: { docker } });
  const find = (env: Record<string, string> = {}) => engineEndpoint({ DOCKER_CONFIG: home, ...env });

  test("DOCKER_HOST comes before DOCKER_CONTEXT, that before the current context, that before the default", async () => {
    await context("current", { Host: "unix:///current.sock" });
    await context("named", { Host: "unix:///named.sock" });
    expect(find()).toMatchObject({ path: "/var/run/docker.sock" });
    await put("config.json", { currentContext: "current" });
    expect(find()).toMatchObject({ path: "/current.sock", name: "unix:///current.sock (context current)" });
    expect(find({ DOCKER_CONTEXT: "named" })).toMatchObject({ path: "/named.sock" });
    expect(find({ DOCKER_CONTEXT: "default" })).toMatchObject({ path: "/var/run/docker.sock" });
    expect(find({ DOCKER_CONTEXT: "named", DOCKER_HOST: "unix:///host.sock" })).toMatchObject({
      path: "/host.sock",
      name: "unix:///host.sock (DOCKER_HOST)",
    });
  });

  test("a context that there is not is named", () => {
    expect(() => find({ DOCKER_CONTEXT: "absent" })).toThrow('docker context "absent" does not exist');
  });

  test.each(["", "{", "null", "[]", '"text"'])("a config.json that holds %j says nothing", async (content) => {
    await put("config.json", content);
    expect(find()).toMatchObject({ path: "/var/run/docker.sock" });
    expect(dockerConfig({ DOCKER_CONFIG: home }).currentContext).toBeUndefined();
  });

  test("without DOCKER_CONFIG it is .docker in the home folder", async () => {
    await put(".docker/config.json", { currentContext: "default", here: true });
    expect(dockerConfig({ HOME: home })).toMatchObject({ here: true });
    expect(dockerConfig({ USERPROFILE: home })).toMatchObject({ here: true });
  });

  test("certificates come with DOCKER_TLS_VERIFY, and with a context that has them", async () => {
    for (const folder of ["certs", `contexts/tls/${idOf("safe")}/docker`])
      for (const file of ["ca", "cert", "key"]) await put(`${folder}/${file}.pem`, file);
    const host = { DOCKER_HOST: "tcp://localhost", DOCKER_CERT_PATH: join(home, "certs") };
    const files = { ca: Buffer.from("ca"), cert: Buffer.from("cert"), key: Buffer.from("key") };
    expect(find(host)).not.toHaveProperty("tls");
    expect(find({ ...host, DOCKER_TLS_VERIFY: "1" })).toMatchObject({ port: 2376, tls: { verify: true, ...files } });
    expect(find({ ...host, DOCKER_TLS: "1" })).toMatchObject({ tls: { verify: false } });
    await context("safe", { Host: "tcp://localhost", SkipTLSVerify: true });
    expect(find({ DOCKER_CONTEXT: "safe" })).toMatchObject({ port: 2376, tls: { verify: false, ...files } });
  });
});

describe("an engine on another machine is refused", () => {
  test.each([
    "ssh://user@host",
    "tcp://10.1.2.3:2375",
    "tcp://docker.example.org",
    "tcp://localhost.example.org",
    "tcp://127.example.org",
  ])("%s", (address) => {
    expect(() => connect({ DOCKER_HOST: address })).toThrow(expect.objectContaining({ code: "ENGINE_REMOTE" }));
  });

  test.each(["unix:///var/run/docker.sock", "tcp://127.0.0.1:2375", "tcp://localhost:2375", "tcp://[::1]:2375"])(
    "%s is not",
    (address) => {
      expect(connect({ DOCKER_HOST: address })).toHaveProperty("modem");
    },
  );
});
