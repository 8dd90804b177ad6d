import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Finding } from "../core/errors.ts";
import type { Model } from "../engine/compose.ts";
import { judgeModel } from "./model.ts";

const dir = mkdtempSync(join(tmpdir(), "guard-model-"));
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
    ["compose-privileged", "privileged: true"],
    ["compose-privileged", "privileged: 'true'"],
    ["compose-capabilities", "cap_add: [NET_RAW]"],
    ["compose-capabilities", "cap_add: [NET_BIND_SERVICE, CAP_SYS_PTRACE]"],
    ["compose-network-mode", "network_mode: bridge"],
    ["compose-network-mode", "network_mode: 'container:x'"],
    ["compose-ipc", "ipc: service:redis"],
    ["compose-dns", "dns: [10.0.0.1]"],
    ["compose-dns", "dns: ['::1']"],
    ["compose-image", "image: workshop/dockercoins-rng:reference"],
    ["compose-image", "image: docker.io/workshop/dockercoins-rng"],
    ["compose-image", "image: 0123456789ab"],
    ["compose-image", "image: sha256:0123456789ab"],
    ["compose-reserved-labels", "labels: {Workshop.run: x}"],
    ["compose-reserved-labels", "deploy: {labels: {com.docker.swarm.x: y}}"],
    ["compose-out-of-memory", "oom_kill_disable: true"],
    ["compose-replicas", "scale: 51"],
    ["compose-replicas", "scale: -1"],
    ["compose-replicas", "scale: many"],
    ["compose-mount", "volumes: [{type: image, source: redis, target: /r}]"],
    ["path-outside", "volumes: [{type: bind, source: /, target: /r}]"],
    ["compose-unknown-key", "annotations: {a: b}"],
    ["compose-unknown-key", "volumes: [{type: volume, source: a, target: /a, image: {subpath: x}}]"],
    ["compose-unknown-key", "networks: {front: {gw_priority: 1}}"],
    ["compose-driver-options", "networks: {x-front: {driver_opts: {a: b}}}"],
    ["compose-addresses", "networks: {x-front: {ipv4_address: 172.17.0.1}}"],
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
    ["compose-build-network", "network: host"],
    ["compose-build-network", "network: container:x"],
    ["compose-build-privileges", "ssh: [default]"],
    ["compose-build-privileges", "secrets: [{source: a}]"],
    ["compose-build-names", "tags: [redis]"],
    ["compose-build-args", "args: {buildkit_syntax: x}"],
    ["path-outside", "context: /etc"],
    ["path-outside", "context: https://example.org/x.git"],
    ["path-outside", "dockerfile: ../../x"],
    ["compose-unknown-key", "provenance: true"],
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
    ["compose-external", "networks: {front: {external: true}}"],
    ["compose-external", "volumes: {data: {external: {name: x}}}"],
    ["compose-network-driver", "networks: {front: {driver: host}}"],
    ["compose-driver-options", "volumes: {data: {driver_opts: {device: /}}}"],
    ["compose-addresses", "networks: {front: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}"],
    ["compose-addresses", "networks: {front: {ipam: {config: [{subnet: 8.8.8.0/24}]}}}"],
    ["compose-addresses", "networks: {front: {ipam: {driver: remote}}}"],
    [
      "compose-addresses",
      "networks: {front: {ipam: {config: [{subnet: 10.5.0.0/24}]}}}\nservices: {a: {image: redis, networks: {front: {ipv4_address: 10.6.0.7}}}}",
    ],
    ["compose-names", "services: {'../x': {image: redis}}"],
    ["compose-hooks", "models: {llm: {model: x}}"],
    ["compose-unknown-key", "something: new"],
  ])("refuses (%s) %s", async (rule, yaml) => expect(await refusing(parse(yaml))).toBe(rule));
});

test("services of many containers each are too much together, and one such service is not", async () => {
  const scaled = (...counts: readonly number[]) =>
    refusing({
      services: Object.fromEntries(counts.map((scale, index) => [`s${index}`, { image: "redis", scale }])),
    });
  expect(await scaled(40, 40)).toBe("compose-whole");
  expect(await scaled(50, 10, 1, 1, 1, 1)).toBe(undefined);
  expect(await scaled(100_000, 1)).toBe("compose-replicas");
});
