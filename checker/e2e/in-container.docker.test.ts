import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { engineEndpoint } from "../engine/endpoint.ts";
import { OWNER, RUN } from "../engine/labels.ts";
import { thisOwner } from "../engine/owner.ts";
import { AGENT_IMAGE } from "../probe/agent.ts";
import { findInPath } from "../setup/path.ts";
import { findPlugins } from "../setup/plugins.ts";
import { LAUNCHER, ROOT, temporaryFolder } from "./command.ts";
import { canHaveOwnEngine } from "./private-engine.ts";

const endpoint = engineEndpoint(process.env);

/** Runs a command of the checker in a container that has the engine's socket, the docker client and this project. */
async function inContainer(options: readonly string[], ...words: readonly string[]) {
  if (endpoint.kind !== "unix") throw new Error(`${endpoint.name} is no socket of this machine`);
  const { compose, buildx } = await findPlugins(process.env);
  const files = [findInPath(process.env, "docker"), compose?.path, buildx?.path];
  const places = [
    "/usr/bin/docker",
    ...["compose", "buildx"].map((name) => `/usr/lib/docker/cli-plugins/docker-${name}`),
  ];
  const mounts = places.map((place, index) => `${files[index]}:${place}:ro`);
  const volumes = [`${endpoint.path}:/var/run/docker.sock`, `${ROOT}:/kit:ro`, ...mounts];
  const labels = [`${RUN}=${randomBytes(4).toString("hex")}`, `${OWNER}=${thisOwner()}`].flatMap((label) => [
    "--label",
    label,
  ]);
  const place = ["--workdir", "/kit", "--env", "INIT_CWD=/kit", ...volumes.flatMap((volume) => ["--volume", volume])];
  const program = ["node", LAUNCHER, "checker", ...words];
  const { exitCode, stdout, stderr } = await execa(
    "docker",
    ["run", "--rm", "--init", ...labels, ...place, ...options, AGENT_IMAGE, ...program],
    { reject: false },
  );
  return { code: exitCode, said: `${stdout}\n${stderr}`.replace(/\s+/g, " ") };
}

describe.runIf(process.platform === "linux" && endpoint.kind === "unix")("a checker in a container", () => {
  const OUT = "The check runs in a container, where the ports that the Docker engine publishes cannot be reached.";

  test("says at once that published ports are out of its reach, and judges nothing", async () => {
    const { code, said } = await inContainer([], "check", "part1", "--in", "solutions");
    expect(said).toContain(OUT);
    expect(said).toContain("`--network host`");
    expect(said).not.toMatch(/ of 100|BUG|✗| at /);
    expect(code).toBe(3);
  });

  test("doctor says so, too", async () => {
    const { code, said } = await inContainer([], "doctor");
    expect(said).toContain(OUT);
    expect(said).toContain("Not ready: 1 of");
    expect(code).toBe(3);
  });

  test("on the machine's network, it says what else it lacks", async () => {
    const { code, said } = await inContainer(["--network", "host"], "check", "part1", "--in", "solutions");
    expect(said).toContain("the Docker engine does not see its folder for temporary files, /tmp.");
    expect(said).not.toMatch(/ of 100|BUG|✗| at /);
    expect(code).toBe(3);
  });

  test("on the machine's network, with a folder that the engine sees, it judges as anywhere else", async () => {
    await using folder = await temporaryFolder();
    const shared = ["--network", "host", "--volume", `${folder.path}:${folder.path}`, "--env", `TMPDIR=${folder.path}`];
    const options = [...shared, "--env", `HOME=${join(folder.path, "home")}`];
    const { code, said } = await inContainer(options, "check", "visits", "--in", "solutions");
    expect(said).toContain("100 of 100 points");
    expect(code).toBe(0);
  });
});

/** A process whose files and network are those of a container which the engine does not know, as in a pod. */
async function inPod(spaces: readonly string[], ...words: readonly string[]) {
  const script = 'mount --bind /etc/hosts /etc/hosts && exec "$@"';
  const program = [process.execPath, LAUNCHER, "checker", ...words];
  const { exitCode, stdout, stderr } = await execa(
    "unshare",
    ["--mount", ...spaces, "sh", "-c", script, "sh", ...program],
    { reject: false, cwd: ROOT },
  );
  return { code: exitCode, said: `${stdout}\n${stderr}`.replace(/\s+/g, " ") };
}

describe.runIf(canHaveOwnEngine && endpoint.kind === "unix")(
  "a checker in a pod that mounts the engine's socket",
  () => {
    test("says at once that published ports are out of its reach", async () => {
      const { code, said } = await inPod(["--net"], "check", "part1", "--in", "solutions");
      expect(said).toContain("the ports that the Docker engine publishes cannot be reached.");
      expect(said).toContain("`hostNetwork: true`");
      expect(code).toBe(3);
    });

    test("is ready on the machine's network", async () => {
      const { code, said } = await inPod([], "doctor");
      expect(said).not.toContain("cannot be reached");
      expect(code).toBe(0);
    });
  },
);
