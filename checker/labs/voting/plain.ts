import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AGENT_IMAGE, ask } from "../../kit/kit.ts";
import { type Docker, PLAIN, type Plain, type PlainParts, patiently } from "../../kit/plain.ts";
import { BUILT } from "./voting/services.ts";

const { signal } = new AbortController();

export const plain: PlainParts = {
  voting: {
    async run(given) {
      await images(given);
      await stack(given);
    },
  },
};

/** Three images side by side, the build stage of one, and a look for its compiler. */
async function images({ docker, reference }: Plain): Promise<void> {
  await Promise.all(
    BUILT.map((service) => docker("build", "--quiet", "--tag", `${PLAIN}-${service}`, `${reference}/${service}`)),
  );
  await docker("build", "--quiet", "--target", "build", "--tag", `${PLAIN}-worker:build`, `${reference}/worker`);
  await docker("run", "--rm", "--entrypoint", "sh", `${PLAIN}-worker`, "-c", "! command -v javac");
}

/** The stack: up, an election, who reaches whom, the worker away, down and up, forgotten. On any ports. */
async function stack({ docker, reference }: Plain): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const anyPorts = join(folder, "any-ports.yml");
  const services = ["vote", "result"].map((name) => `  ${name}:\n    ports: !override ["127.0.0.1::80"]\n`);
  await writeFile(anyPorts, `services:\n${services.join("")}`);
  const files = ["--file", join(reference, "docker-compose.yml"), "--file", anyPorts];
  const compose: Docker = (...args) => docker("compose", "--project-name", PLAIN, ...files, ...args);
  const address = async (service: string) => `http://${await compose("port", service, "80")}`;
  const up = async (votes: number) => {
    await compose("up", "--detach", "--quiet-pull");
    const result = await address("result");
    await patiently(async () => (await total(result)) === votes);
    return { result, box: await address("vote") };
  };
  try {
    await compose("build");
    const { result, box } = await up(0);
    await election(box, 1);
    await patiently(async () => (await total(result)) === 1);
    await Promise.all([
      connects(docker, "front-tier", "vote:80", "result:80"),
      connects(docker, "back-tier", "vote:80", "result:80", "redis:6379", "db:5432"),
    ]);
    await election(box, 200);
    await patiently(async () => (await total(result)) === 201);
    await compose("stop", "worker");
    await election(box, 5);
    await compose("start", "worker");
    await patiently(async () => (await total(result)) === 206);
    await compose("down");
    await up(206);
    await compose("down", "--volumes");
    await up(0);
  } finally {
    await compose("down", "--timeout", "0", "--volumes");
    await rm(folder, { recursive: true });
  }
}

/** So many voters, twenty at a time. */
async function election(box: string, voters: number): Promise<void> {
  let left = voters;
  const next = async (): Promise<void> => {
    while (left-- > 0) {
      const cookie = `voter=${randomBytes(16).toString("hex")}`;
      const headers = { cookie, "content-type": "application/x-www-form-urlencoded" };
      const { status } = await ask(`${box}/`, { method: "POST", headers, body: Buffer.from("vote=a"), signal });
      if (status !== 200) throw new Error(`a vote was answered with status ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, next));
}

async function total(result: string): Promise<number> {
  const { body } = await ask(`${result}/json`, { signal });
  return (JSON.parse(body.toString("utf8")) as { total: number }).total;
}

/** A throw-away container on a network connects to each of these. */
async function connects(docker: Docker, network: string, ...places: readonly string[]): Promise<void> {
  const script =
    "for (const place of process.argv.slice(1)) { const [host, port] = place.split(':'); require('node:net').connect(port, host, function () { this.destroy(); }); }";
  await docker("run", "--rm", "--network", `${PLAIN}_${network}`, AGENT_IMAGE, "node", "-e", script, ...places);
}
