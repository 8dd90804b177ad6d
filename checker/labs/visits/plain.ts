import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../kit/kit.ts";
import { addressOf, type Docker, PLAIN, type Plain, type PlainParts, patiently } from "../../kit/plain.ts";

const { signal } = new AbortController();

export const plain: PlainParts = {
  visits: {
    async run(given) {
      await alone(given);
      await stack(given);
    },
  },
};

/** The image, beside a redis that its environment names. */
async function alone({ docker, reference }: Plain): Promise<void> {
  await docker("build", "--quiet", "--tag", PLAIN, `${reference}/app`);
  await docker("network", "create", PLAIN);
  const place = (name: string) => ["--detach", "--name", `${PLAIN}-${name}`, "--network", PLAIN];
  try {
    await docker("run", ...place("notebook"), "redis", "redis-server", "--port", "7001");
    const where = ["--env", `REDIS_HOST=${PLAIN}-notebook`, "--env", "REDIS_PORT=7001"];
    await docker("run", ...place("app"), ...where, "--publish", "127.0.0.1::5000", PLAIN);
    const url = await addressOf(docker, `${PLAIN}-app`, 5000);
    await patiently(() => says(url, 200));
  } finally {
    await docker("rm", "--force", "--volumes", `${PLAIN}-app`, `${PLAIN}-notebook`);
    await docker("network", "rm", PLAIN);
  }
}

/** The stack: up, visited, each service replaced, three apps, down and up, forgotten. On any port, as 5000 may be taken. */
async function stack({ docker, reference }: Plain): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const anyPort = join(folder, "any-port.yml");
  await writeFile(anyPort, 'services:\n  app:\n    ports: !override ["127.0.0.1::5000"]\n');
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", anyPort];
  const compose: Docker = (...args) => docker("compose", "--project-name", PLAIN, ...files, ...args);
  const up = async (...args: string[]) => {
    await compose("up", "--detach", "--quiet-pull", ...args);
    return counting(compose);
  };
  try {
    await compose("build");
    const url = await up();
    await Promise.all(Array.from({ length: 50 }, () => says(url, 200)));
    await compose("exec", "-T", "db", "getent", "hosts", "app");
    await compose("exec", "-T", "app", "getent", "hosts", "db");
    await compose("rm", "--stop", "--force", "app");
    const again = await up();
    await compose("rm", "--stop", "--force", "db");
    await patiently(() => says(again, 503));
    await up();
    await up("--scale", "app=3");
    for (const index of [2, 3]) await counting(compose, index);
    await compose("down");
    await up();
    await compose("down", "--volumes");
    await up();
  } finally {
    await compose("down", "--timeout", "0", "--volumes");
    await rm(folder, { recursive: true });
  }
}

/** Waits until a container of the app counts; gives its address. */
async function counting(compose: Docker, index = 1): Promise<string> {
  const url = `http://${await compose("port", "--index", String(index), "app", "5000")}`;
  await patiently(() => says(url, 200));
  return url;
}

async function says(url: string, status: number): Promise<boolean> {
  return (await ask(`${url}/`, { signal })).status === status;
}
