import { expect, test } from "vitest";
import { CACHE_NAMESPACE } from "../../engine/build.ts";
import type { Model, ServiceSpec } from "../../engine/compose.ts";
import type { BaseImage } from "../../images/resolve.ts";
import { ours } from "./ours.ts";

const labels = { "workshop.run": "0a1b", "workshop.owner": "host/1/2" };
const how = {
  project: "workshop-0a1b",
  labels,
  ports: new Set([8000]),
  network: "default",
  images: new Map<string, BaseImage>(),
} as const;

const model = (services: Record<string, ServiceSpec>, more: object = {}): Model => ({
  name: "coins",
  services,
  ...more,
});
const service = (spec: ServiceSpec, more: Partial<typeof how> = {}) =>
  ours(model({ rng: spec }), { ...how, ...more }).services.rng;

test("everything has our labels beside its own, and ours win", () => {
  const mine = { note: "mine", "workshop.run": "forged" };
  const both = { ...labels, note: "mine" };
  const result = ours(
    model(
      { rng: { build: { context: "rng", labels: mine }, labels: mine }, redis: { image: "redis" } },
      {
        networks: { front: { labels: mine }, default: null },
        volumes: { data: { labels: mine }, more: null },
      },
    ),
    how,
  );
  expect(result.services.rng).toMatchObject({ labels: both, build: { labels: both } });
  expect(result.services.redis?.labels).toEqual(labels);
  expect(result.networks).toMatchObject({ front: { labels: both }, default: { labels } });
  expect(result.volumes).toMatchObject({ data: { labels: both }, more: { labels } });
});

test("networks and volumes have names of ours, so that nobody else's is used or removed", () => {
  const result = ours(
    model({}, { networks: { front: { name: "mine" } }, volumes: { data: { name: "precious" } } }),
    how,
  );
  expect(result.name).toBe("workshop-0a1b");
  expect(result.networks?.front?.name).toBe("workshop-0a1b_front");
  expect(result.volumes?.data?.name).toBe("workshop-0a1b_data");
});

test("a fixed name of a container is dropped", () => {
  expect(service({ container_name: "rng", image: "x" })).not.toHaveProperty("container_name");
});

test("others still find a container by the fixed name that was dropped", () => {
  const networks = { front: null, back: { aliases: ["dice"] } };
  expect(service({ container_name: "mine", image: "x", networks })?.networks).toEqual({
    front: { aliases: ["mine"] },
    back: { aliases: ["dice", "mine"] },
  });
  const alone = service({ container_name: "mine", image: "x", network_mode: "none" });
  expect(alone).not.toHaveProperty("networks");
});

test("what is built gets an image name of ours, and what is only run the name by which it was found", () => {
  const found = { name: "redis:8", ref: "workshop.invalid/00:0a1b-1", id: "sha256:0" };
  const result = ours(
    model({
      rng: { build: { context: "rng", pull: true, no_cache: true } as never, image: "python:3" },
      more: { image: "docker.io/library/python:3" },
      redis: { image: "redis:8" },
    }),
    { ...how, images: new Map([["redis", found]]) },
  );
  expect(result.services.more?.image).toBe("workshop/workshop-0a1b-rng");
  expect(result.services.rng?.build).not.toHaveProperty("pull");
  expect(result.services.rng?.build).not.toHaveProperty("no_cache");
  expect(result.services.rng).toMatchObject({ image: "workshop/workshop-0a1b-rng", build: { context: "rng" } });
  expect(result.services.redis?.image).toBe(found.ref);
  expect(result.services.redis).not.toHaveProperty("build");
});

test("caches of builds belong to the run, and a build may be kept off the network", () => {
  const build = { context: "rng", args: { V: "3", [CACHE_NAMESPACE]: "shared" } };
  expect(service({ build })?.build?.args).toMatchObject({ V: "3", [CACHE_NAMESPACE]: "workshop-0a1b" });
  expect(service({ build })?.build).not.toHaveProperty("network");
  expect(ours(model({ rng: { build } }), { ...how, network: "none" }).services.rng?.build).toHaveProperty(
    "network",
    "none",
  );
});

test("ports are published on loopback: those that were asked for as they are, all others on a free one", () => {
  const ports = [
    { target: 80, published: "8000", host_ip: "0.0.0.0", protocol: "tcp" },
    { target: 80, published: "8001" },
    { target: 53, protocol: "udp" },
  ];
  expect(service({ ports })?.ports).toEqual([
    { target: 80, published: "8000", host_ip: "127.0.0.1", protocol: "tcp" },
    { target: 80, host_ip: "127.0.0.1" },
    { target: 53, host_ip: "127.0.0.1", protocol: "udp" },
  ]);
  expect(service({ ports }, { ports: new Set<number>() })?.ports?.map(({ published }) => published)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(service({})).not.toHaveProperty("ports");
});

test("everything else stays as it was written", () => {
  const spec = {
    command: ["python", "rng.py"],
    environment: { A: "b" },
    healthcheck: { test: ["CMD", "true"] },
    scale: 2,
  };
  expect(service(spec)).toMatchObject(spec);
  expect(ours(model({}, { "x-more": 1 }), how)).toMatchObject({ "x-more": 1, services: {} });
});

test("services are held within our limits; asking for less is granted, for more is not", () => {
  const limits = { mem_limit: "536870912", memswap_limit: "536870912", pids_limit: 256, cpus: 1 };
  const never = { cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"], logging: { driver: "json-file" } };
  expect(service({})).toMatchObject({ ...limits, ...never });
  const more = {
    mem_limit: "9999999999",
    pids_limit: -1,
    cpus: 64,
    cap_add: ["SYS_ADMIN"],
    security_opt: ["seccomp:unconfined"],
  };
  expect(service({ ...more, logging: { driver: "syslog" } })).toMatchObject({ ...limits, ...never });
  expect(service({ ...more })?.cap_add).not.toContain("SYS_ADMIN");
  const deploy = { replicas: 2, resources: { limits: { memory: "1048576", cpus: "0.5", pids: 10 } } };
  const less = service({ deploy });
  expect(less).toMatchObject({ mem_limit: "1048576", cpus: 0.5, pids_limit: 10, deploy: { replicas: 2 } });
  expect(less?.deploy).not.toHaveProperty("resources");
  const shares = { blkio_config: { weight: 300 }, mem_swappiness: 0, cpu_count: 1, cpu_percent: 50 };
  for (const key of Object.keys(shares)) expect(service(shares)).not.toHaveProperty(key);
});

test("a port that is published on several addresses is published on loopback once", () => {
  const ports = ["127.0.0.1", "::1"].map((host_ip) => ({ target: 80, published: "8000", protocol: "tcp", host_ip }));
  expect(service({ ports })?.ports).toEqual([{ target: 80, published: "8000", protocol: "tcp", host_ip: "127.0.0.1" }]);
});

test("a service that starts what another builds gets the name that it has here; under either spelling of the name", () => {
  const result = ours(
    model({
      app: { build: { context: "app" }, image: "mine" },
      more: { image: "docker.io/library/mine:latest" },
      other: { image: "mine:2" },
    }),
    how,
  );
  expect(result.services.app?.image).toBe("workshop/workshop-0a1b-app");
  expect(result.services.more?.image).toBe("workshop/workshop-0a1b-app");
  expect(result.services.other?.image).toBe("mine:2");
});
