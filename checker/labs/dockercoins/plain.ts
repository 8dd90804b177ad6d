import { createHash, randomBytes } from "node:crypto";
import { ask, type Report } from "../../kit/kit.ts";
import { addressOf, type Docker, PLAIN, type Plain, type PlainParts, patiently } from "../../kit/plain.ts";
import { SERVICES } from "./support/services.ts";

const named = (service: string) => `${PLAIN}-${service}`;
const { signal } = new AbortController();

export const plain: PlainParts = {
  part1: { run: part1 },
  part2: { run: part2 },
  bonus: { figures: speedUps },
};

/** Four cached builds side by side, each image run and asked once, removed. */
async function part1({ docker, reference }: Plain): Promise<void> {
  await Promise.all(
    SERVICES.map((service) => docker("build", "--quiet", "--tag", named(service), `${reference}/${service}`)),
  );
  await docker("network", "create", PLAIN);
  try {
    await Promise.all([
      start(docker, "redis", "redis"),
      ...SERVICES.map((service) => start(docker, service, named(service))),
    ]);
    await Promise.all([
      asked(docker, "rng", async (url) => (await ask(`${url}/32`, { signal })).status === 200),
      asked(docker, "hasher", async (url) => {
        const body = randomBytes(32);
        const answer = await ask(url, { method: "POST", body, signal });
        return answer.body.toString() === createHash("sha256").update(body).digest("hex");
      }),
      asked(docker, "webui", async (url) => (await ask(`${url}/json`, { signal })).status === 200),
      patiently(async () => Number(await docker("exec", named("redis"), "redis-cli", "GET", "hashes")) > 0),
    ]);
  } finally {
    await docker("rm", "--force", "--volumes", ...["redis", ...SERVICES].map(named));
    await docker("network", "rm", PLAIN);
  }
}

function start(docker: Docker, service: string, image: string): Promise<string> {
  const place = ["--name", named(service), "--network", PLAIN, "--network-alias", service];
  return docker("run", "--detach", ...place, "--publish", "127.0.0.1::80", image);
}

async function asked(docker: Docker, service: string, right: (url: string) => Promise<boolean>): Promise<void> {
  const url = await addressOf(docker, named(service), 80);
  await patiently(() => right(url));
}

/** `compose up -d`, as many hashes as there were when the checker had proven its last coin, `down -t 0`. */
async function part2({ docker, reference, report }: Plain): Promise<void> {
  const { hashes } = report.facts;
  if (hashes === undefined) throw new Error("the report of part2 does not say how many hashes were mined");
  const compose = (...args: string[]) =>
    docker("compose", "--project-name", PLAIN, "--project-directory", reference, ...args);
  try {
    await compose("up", "--detach", "--quiet-pull");
    await patiently(async () => Number(await compose("exec", "-T", "redis", "redis-cli", "GET", "hashes")) >= hashes);
  } finally {
    await compose("down", "--timeout", "0", "--volumes");
  }
}

function speedUps({ exhibits }: Report): Readonly<Record<string, number>> {
  const bar = (label: string) =>
    exhibits[0]?.bars.find((found) => found.group === "you" && found.label === label)?.value ?? 0;
  return { "speed-up with the fix": bar("ten workers and the fix") / bar("one worker") };
}
