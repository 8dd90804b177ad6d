import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Finding } from "../../core/errors.ts";
import { type Creation, judgeContainer } from "./judge.ts";
import { Refused } from "./refused.ts";

let dir: string;
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), "judge-")));
});
afterAll(() => rm(dir, { recursive: true }));

/** The code of what refuses a container; undefined when nothing does. */
async function refusing(body: Creation, { others = 0, name = "web", network = "" } = {}): Promise<string | undefined> {
  try {
    await judgeContainer(
      { name, body: { Image: "redis:8", ...body }, ownImage: false, others, network, volumes: [] },
      dir,
    );
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error.code;
    if (error instanceof Refused) return String(error.status);
    throw error;
  }
}

/** What docker 26 sends for `docker run redis:8`, as far as it is not empty. */
const USUAL: Creation = {
  Image: "redis:8",
  HostConfig: {
    NetworkMode: "default",
    MemorySwappiness: -1,
    ConsoleSize: [50, 200],
    RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
    LogConfig: { Type: "", Config: {} },
    MaskedPaths: null,
    ReadonlyPaths: null,
    Privileged: false,
    CapAdd: null,
  },
};

test.each<[what: string, body: Creation]>([
  ["what the docker command sends", USUAL],
  ["a mount of the workspace", { HostConfig: { Binds: ["/workspace:/a", "/workspace/site:/b:ro", "name:/c:nocopy"] } }],
  ["a long mount", { HostConfig: { Mounts: [{ Type: "bind", Source: "/workspace", Target: "/a", ReadOnly: true }] } }],
  ["memory for a folder", { HostConfig: { Tmpfs: { "/run": "" } } }],
  ["a port", { HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "", HostPort: "8080" }] } } }],
  ["labels of Compose", { Labels: { "com.docker.compose.project": "a", mine: "b" } }],
  ["fewer rights", { HostConfig: { CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges"], ReadonlyRootfs: true } }],
  ["a volume of its image", { Volumes: { "/data": {} } }],
])("%s may be", async (_, body) => {
  expect(await refusing(body)).toBeUndefined();
});

test.each<[code: string, body: Creation]>([
  ["compose-privileged", { HostConfig: { Privileged: true } }],
  ["compose-privileged", { HostConfig: { Privileged: "true" } }],
  ["compose-capabilities", { HostConfig: { CapAdd: { 0: "SYS_ADMIN" } } }],
  ["compose-propagation", { HostConfig: { Binds: ["/workspace:/a:rslave"] } }],
  ["compose-unknown-key", { HostConfig: { Binds: ["/workspace:/a:delegated-by-nobody"] } }],
  ["compose-unknown-key", { HostConfig: { MaskedPaths: ["/proc/none"] } }],
  ["compose-unknown-key", { hostConfig: { Privileged: true } } as Creation],
  [
    "compose-unknown-key",
    { HostConfig: { Mounts: [{ Type: "bind", Source: "/workspace", source: "/", Target: "/a" }] } },
  ],
  ["compose-unknown-key", { HostConfig: { Mounts: [{ Type: "tmpfs", Target: "/a", TmpfsOptions: { mode: 0o777 } }] } }],
  ["compose-volume-driver", { HostConfig: { VolumeDriver: "sshfs" } }],
  ["compose-reserved-labels", { Labels: { "workshop.script": "{}" } }],
  ["compose-image", { Image: "sha256:521a3d7684ad" }],
  ["image-registry", { Image: "127.0.0.1:5000/x" }],
  ["path-outside", { HostConfig: { Binds: ["/workspace/../root:/a"] } }],
  ["path-outside", { HostConfig: { Binds: ["/workspaces:/a"] } }],
  ["compose-names", { HostConfig: { Binds: ["../etc:/a"] } }],
  ["400", { HostConfig: { Binds: ["/workspace:/a:ro:rw"] } }],
  ["400", { HostConfig: { Binds: "/:/a" } as never }],
  ["400", { HostConfig: { PortBindings: { "80/tcp": [{ HostPort: "8000-8100" }] } } }],
])("%s refuses %o", async (code, body) => {
  expect(await refusing(body)).toBe(code);
});

test("a run has a limited number of containers", async () => {
  expect(await refusing({}, { others: 49 })).toBeUndefined();
  expect(await refusing({}, { others: 50 })).toBe("compose-replicas");
});

test("a run has a limited number of volumes", async () => {
  const Binds = Array.from({ length: 33 }, (_, index) => `volume${index}:/v${index}`);
  expect(await refusing({ HostConfig: { Binds: Binds.slice(1) } })).toBeUndefined();
  expect(await refusing({ HostConfig: { Binds } })).toBe("compose-counts");
});

test("names are plain", async () => {
  expect(await refusing({}, { name: "../web" })).toBe("compose-names");
  expect(await refusing({}, { network: "host" })).toBe("compose-network-mode");
});
