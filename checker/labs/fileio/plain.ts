import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../kit/kit.ts";
import { addressOf, type Docker, PLAIN, type Plain, type PlainParts, patiently } from "../../kit/plain.ts";

const { signal } = new AbortController();

export const plain: PlainParts = {
  fileio: {
    async run(given) {
      await alone(given);
      await stack(given);
    },
  },
};

/** Both images on one network: twenty read the port, twice, then another text is waited for, and the page. */
async function alone({ docker, reference }: Plain): Promise<void> {
  for (const service of ["writer", "webapp"])
    await docker("build", "--quiet", "--tag", `${PLAIN}-${service}`, `${reference}/${service}`);
  await docker("network", "create", PLAIN);
  const place = (name: string) => ["--detach", "--name", `${PLAIN}-${name}`, "--network", PLAIN];
  try {
    await docker("run", ...place("writer"), "--network-alias", "writer", `${PLAIN}-writer`);
    await docker("run", ...place("webapp"), "--publish", "127.0.0.1::8000", `${PLAIN}-webapp`);
    // One after the other: of twenty at the same instant, some would wait in vain in the listener's queue of five.
    const reads = "for i in $(seq 20); do socat -u TCP:localhost:7000 -; done";
    for (let round = 0; round < 2; round++) await docker("exec", `${PLAIN}-writer`, "sh", "-c", reads);
    const url = await addressOf(docker, `${PLAIN}-webapp`, 8000);
    await anotherText(url);
  } finally {
    await docker("rm", "--force", "--volumes", `${PLAIN}-writer`, `${PLAIN}-webapp`);
    await docker("network", "rm", PLAIN);
  }
}

/** The stack: up, two texts on the page, writer away and back. On any port, as 8000 may be taken. */
async function stack({ docker, reference }: Plain): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const anyPort = join(folder, "any-port.yml");
  await writeFile(anyPort, 'services:\n  webapp:\n    ports: !override ["127.0.0.1::8000"]\n');
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", anyPort];
  const compose: Docker = (...args) => docker("compose", "--project-name", PLAIN, ...files, ...args);
  try {
    await compose("build");
    await compose("up", "--detach", "--quiet-pull");
    const url = `http://${await compose("port", "webapp", "8000")}`;
    await anotherText(url);
    await compose("rm", "--stop", "--force", "writer");
    await patiently(async () => (await visit(url)).status === 502);
    await compose("up", "--detach", "--quiet-pull");
    await patiently(async () => (await visit(url)).status === 200);
  } finally {
    await compose("down", "--timeout", "0", "--volumes");
    await rm(folder, { recursive: true });
  }
}

const visit = (url: string) => ask(`${url}/`, { signal });

/** Waits until the page has shown two texts. */
async function anotherText(url: string): Promise<void> {
  const shown = new Set<string>();
  await patiently(async () => {
    const { status, body } = await visit(url);
    if (status === 200) shown.add(body.toString("utf8"));
    return shown.size > 1;
  });
}
