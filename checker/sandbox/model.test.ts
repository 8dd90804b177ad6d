import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Finding } from "../core/errors.ts";
import type { Model } from "../engine/compose.ts";
import { judgeModel } from "./model.ts";

const dir = mkdtempSync(join(tmpdir(), "sandbox-model-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** The rule that refuses a rendered model, or `undefined`. */
async function refusing(model: object): Promise<string | undefined> {
  try {
    await judgeModel({ name: "x", services: {}, ...model } as Model, dir, []);
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error.code;
    throw error;
  }
}

const service = (yaml: string) => refusing({ services: { web: { image: "redis", ...parse(yaml) } } });
const build = (yaml: string) => refusing({ services: { web: { build: { context: dir, ...parse(yaml) } } } });

describe("allows in a service", () => {
  test.each([
    "restart: always",
    "environment: {A: b, C: null}",
    'ports: [{mode: host, target: 80, published: "8000", protocol: tcp, host_ip: 0.0.0.0}]',
    "healthcheck: {test: [CMD, true], interval: 1s, start_interval: 1s}",
    "networks: {front: {aliases: [web], priority: 3}, back: null}",
    "volumes: [{type: volume, source: data, target: /data, volume: {nocopy: true}}, {type: tmpfs, target: /t, tmpfs: {size: '10'}}]",
    "command: [a]\nentrypoint: null\nworking_dir: /app\nuser: '1000'\nhostname: web\ndomainname: example",
    "depends_on: {redis: {condition: service_healthy, restart: true, required: true}}",
    "deploy: {mode: replicated, replicas: 10, endpoint_mode: dnsrr, resources: {limits: {cpus: 0.5, memory: '1'}, reservations: {memory: '1'}}, restart_policy: {condition: any}, placement: {constraints: [a]}, labels: {a: b}}",
    "scale: 10",
    "logging: {driver: none, options: {a: b}}",
    "labels: {a: b}",
    "profiles: [debug]",
    "init: true\ntty: true\nstdin_open: true\nread_only: true",
    "stop_signal: SIGINT\nstop_grace_period: 1s",
    "tmpfs: [/run]\nulimits: {nofile: 1000, nproc: {soft: 1, hard: 2}}\nshm_size: '67108864'",
    "expose: ['80']\nlinks: [redis]\ncontainer_name: web",
    "cap_drop: [ALL]\ncap_add: [NET_BIND_SERVICE]\nsecurity_opt: ['no-new-privileges:true']",
    "platform: linux/amd64\npull_policy: always",
    "mem_limit: '1'\ncpus: 1\npids_limit: 5\nmemswap_limit: '1'\ncpu_shares: 5\nmem_reservation: '1'",
    "network_mode: none",
    "network_mode: service:redis",
    "ipc: private\nruntime: runc\nprivileged: false",
    "extra_hosts: ['other=10.0.0.1']\ndns: [8.8.8.8]\ndns_search: [a]",
    "x-note: {anything: [goes]}",
    "networks: {x-front: {aliases: [a]}}\ndeploy: {x-note: {a: b}}",
    "configs: [{source: a, target: /a, mode: 292}]\nsecrets: [{source: a}]",
  ])("%s", async (yaml) => expect(await service(yaml)).toBeUndefined());
});

describe("refuses in a service", () => {
  test.each([
    ["path-outside", "volumes: [{type: bind, source: /, target: /r}]"],
    ["compose-unknown-key", "annotations: {a: b}"],
    ["compose-unknown-key", "some-new-key: {deep: 1}"],
  ])("%s: %s", async (rule, yaml) => expect(await service(yaml)).toBe(rule));
});

describe("a build", () => {
  test.each([
    "dockerfile: Dockerfile\ntarget: final\nargs: {A: b, BUILDKIT_INLINE_CACHE: '1'}\nlabels: {a: b}",
    "no_cache: true\npull: true\nnetwork: none\nplatforms: [linux/amd64]\nshm_size: '1'",
    "dockerfile_inline: FROM redis",
  ])("may have %s", async (yaml) => expect(await build(yaml)).toBeUndefined());

  test.each([
    ["path-outside", "context: /etc"],
    ["path-outside", "context: https://example.org/x.git"],
    ["path-outside", "dockerfile: ../../x"],
  ])("may not (%s) have %s", async (rule, yaml) => expect(await build(yaml)).toBe(rule));
});

describe("at the top", () => {
  test.each([
    "networks: {front: {name: x_front, driver: bridge, internal: true, ipam: {}}, default: null}",
    "networks: {front: {ipam: {driver: default, config: [{subnet: 172.28.0.0/16, gateway: 172.28.0.1}]}}}",
    "networks: {front: {ipam: {config: [{subnet: 10.5.0.0/24}]}}}\nservices: {a: {image: redis, networks: {front: {ipv4_address: 10.5.0.7}}}}",
    "volumes: {data: {name: x_data, driver: local}}",
    "configs: {a: {name: x_a, content: text}}",
    "x-anything: {privileged: true}",
  ])("allows %s", async (yaml) => expect(await refusing(parse(yaml))).toBeUndefined());

  test.each([
    ["compose-hooks", "models: {llm: {model: x}}"],
    ["compose-unknown-key", "something: new"],
  ])("refuses (%s) %s", async (rule, yaml) => expect(await refusing(parse(yaml))).toBe(rule));
});
