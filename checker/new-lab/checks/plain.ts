import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../kit/kit.ts";
import { addressOf, type Docker, PLAIN, type PlainParts, patiently } from "../../kit/plain.ts";

const { signal } = new AbortController();
const part = "NAME";

export const plain: PlainParts = {
  [part]: {
    async run({ docker, reference }) {
      await alone(docker, reference);
      await stack(docker, reference);
    },
  },
};

async function alone(docker: Docker, reference: string): Promise<void> {
  await docker("build", "--quiet", "--tag", PLAIN, `${reference}/app`);
  try {
    await docker("run", "--detach", "--name", PLAIN, "--publish", "127.0.0.1::8000", PLAIN);
    const url = await addressOf(docker, PLAIN, 8000);
    await patiently(() => answers(url));
  } finally {
    await docker("rm", "--force", PLAIN);
  }
}

/** On any port, as 8000 may be taken. */
async function stack(docker: Docker, reference: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const anyPort = join(folder, "any-port.yml");
  await writeFile(anyPort, 'services:\n  app:\n    ports: !override ["127.0.0.1::8000"]\n');
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", anyPort];
  const compose: Docker = (...args) => docker("compose", "--project-name", PLAIN, ...files, ...args);
  try {
    await compose("up", "--detach", "--build");
    const url = `http://${await compose("port", "app", "8000")}`;
    await patiently(() => answers(url));
  } finally {
    await compose("down", "--timeout", "0");
    await rm(folder, { recursive: true });
  }
}

async function answers(url: string): Promise<boolean> {
  return (await ask(`${url}/`, { signal })).status === 200;
}
