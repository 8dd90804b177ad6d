import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OWNER, RUN } from "../../checker/engine/labels.ts";
import { thisOwner } from "../../checker/engine/owner.ts";
import { buildFile } from "../build.ts";
import { ROOT } from "../decks.ts";
import { TRAPS } from "../e2e/browser.ts";
import { Renderer } from "../render/renderer.ts";

// The service `slides` of the root's docker-compose.yml, from a project that has nothing but what its image needs.

const id = `slides-${process.pid}`;
const labels = ["--label", `${RUN}=${id}`, "--label", `${OWNER}=${thisOwner()}`];
let project: string;

const docker = (...args: string[]) => execa("docker", args, { env: { DOCKER_BUILDKIT: "1" } });

async function started(tag: string): Promise<string> {
  const image = join(project, "slides/Dockerfile");
  await docker("build", "--network", "none", ...labels, "--tag", `${id}:${tag}`, "--file", image, project);
  const run = ["run", "--detach", "--read-only", "--init", "--name", `${id}-${tag}`, "--publish", "127.0.0.1::8080"];
  await docker(...run, ...labels, `${id}:${tag}`);
  return `http://${(await docker("port", `${id}-${tag}`, "8080")).stdout.trim()}`;
}

const get = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "slides-image-"));
  await mkdir(join(project, "slides/serve"), { recursive: true });
  for (const file of ["slides/Dockerfile", "slides/Dockerfile.dockerignore", "slides/serve/static.mjs"])
    await cp(join(ROOT, file), join(project, file));
});
afterAll(async () => {
  await docker("rm", "--force", `${id}-empty`, `${id}-built`);
  await docker("rmi", "--force", `${id}:empty`, `${id}:built`);
  await rm(project, { recursive: true });
});

test("without built decks it says what to type", async () => {
  const origin = await started("empty");
  await vi.waitFor(async () => expect((await get(origin)).text).toContain("npm run slides -- build"), {
    timeout: 20_000,
  });
  expect((await get(origin)).status).toBe(404);
});

test("built decks are served, and nothing else; it stops when it is told to", async () => {
  const { file } = await buildFile(TRAPS, join(project, "dist/slides"), new Renderer());
  await cp(file, join(project, "dist/slides/index.html"));
  await cp(file, join(project, "dist/slides/secret.txt"));
  const origin = await started("built");
  await vi.waitFor(async () => expect((await get(origin)).status).toBe(200), { timeout: 20_000 });
  expect((await get(`${origin}/traps.html?view=print`)).text).toContain('<section id="marked-parts"');
  for (const path of ["/secret.txt", "/other.html", "/%2e%2e%2fstatic.mjs", "/%ff", "/traps.html/x"])
    expect((await get(origin + path)).status, path).toBe(404);
  await docker("stop", "--time", "5", `${id}-built`);
  expect((await docker("inspect", "--format", "{{.State.ExitCode}}", `${id}-built`)).stdout).toBe("0");
});

test("the room's compose file has the app without being asked, and the slides on port 8080 when asked", async () => {
  const compose = (...args: string[]) => execa("docker", ["compose", ...args], { cwd: ROOT });
  const services = async (...profile: string[]) =>
    (await compose(...profile, "config", "--services")).stdout.split("\n").sort();
  expect(await services()).toEqual(["hasher", "redis", "rng", "webui", "worker"]);
  expect(await services("--profile", "slides")).toContain("slides");
  const { stdout } = await compose("--profile", "slides", "config", "--format", "json");
  const { slides } = JSON.parse(stdout).services;
  expect(slides.build).toMatchObject({ context: ROOT.replace(/\/$/, ""), dockerfile: "slides/Dockerfile" });
  expect(slides.pull_policy).toBe("build");
  expect(slides.ports).toMatchObject([{ target: 8080, published: "8080" }]);
});
