import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { ask } from "../probe/http.ts";

/** The plain docker commands that do the work of a check, as somebody with a script would: no labels, no explanations. */
export interface Plain {
  readonly env: NodeJS.ProcessEnv;
  /** solutions/dockercoins */
  readonly reference: string;
}

const SERVICES = ["rng", "hasher", "webui", "worker"];
const NAME = "plain-bench";

/** Four cached builds side by side, each image run and asked once, removed. */
export async function plainPart1({ env, reference }: Plain): Promise<void> {
  const docker = dockerWith(env);
  const { signal } = new AbortController();
  const tag = (service: string) => `${NAME}-${service}`;
  await Promise.all(
    SERVICES.map((service) => docker("build", "--quiet", "--tag", tag(service), `${reference}/${service}`)),
  );
  await docker("network", "create", NAME);
  const start = (service: string, image: string) =>
    docker(
      "run",
      "--detach",
      "--name",
      tag(service),
      "--network",
      NAME,
      "--network-alias",
      service,
      "--publish",
      "127.0.0.1::80",
      image,
    );
  try {
    await Promise.all([start("redis", "redis"), ...SERVICES.map((service) => start(service, tag(service)))]);
    await Promise.all([
      asked(docker, "rng", async (url) => (await ask(`${url}/32`, { signal })).status === 200),
      asked(docker, "hasher", async (url) => {
        const body = randomBytes(32);
        const answer = await ask(url, { method: "POST", body, signal });
        return answer.body.toString() === createHash("sha256").update(body).digest("hex");
      }),
      asked(docker, "webui", async (url) => (await ask(`${url}/json`, { signal })).status === 200),
      patiently(async () => Number(await docker("exec", tag("redis"), "redis-cli", "GET", "hashes")) > 0),
    ]);
  } finally {
    await docker("rm", "--force", "--volumes", ...["redis", ...SERVICES].map(tag));
    await docker("network", "rm", NAME);
  }
}

/** `compose up -d`, the same number of hashes, `down -t 0`. */
export async function plainPart2({ env, reference }: Plain, hashes: number): Promise<void> {
  const docker = dockerWith(env);
  const compose = (...args: string[]) =>
    docker("compose", "--project-name", NAME, "--project-directory", reference, ...args);
  try {
    await compose("up", "--detach", "--quiet-pull");
    await patiently(async () => Number(await compose("exec", "-T", "redis", "redis-cli", "GET", "hashes")) >= hashes);
  } finally {
    await compose("down", "--timeout", "0", "--volumes");
  }
}

type Docker = (...args: string[]) => Promise<string>;

function dockerWith(env: NodeJS.ProcessEnv): Docker {
  return async (...args) =>
    (await execa("docker", args, { env: { ...env, DOCKER_BUILDKIT: "1" }, stdin: "ignore" })).stdout;
}

async function asked(docker: Docker, service: string, right: (url: string) => Promise<boolean>): Promise<void> {
  const address = await docker("port", `${NAME}-${service}`, "80/tcp");
  await patiently(() => right(`http://${address.split("\n")[0]}`));
}

async function patiently(right: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await right().catch(() => false)) return;
    await pause(50);
  }
  throw new Error("the plain commands did not get an answer");
}
