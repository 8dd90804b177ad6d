// Measures the speed of DockerCoins on this machine and keeps it in measured.json:
//
//   node --import tsx slides/decks/scaling/measure.ts
//
// It runs the reference with some numbers of workers, with one rng and with the ten of the fix, about 40 seconds per point.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { execa } from "execa";
import { type Measured, measured, type Point } from "./data.ts";

const WORKERS = [1, 2, 3, 5, 10];
const REPLICAS = [1, 10];
const SECONDS = 20;
const LEAST_PER_WORKER = 5; // hashes before the measurement begins: everybody is past the start
const PROJECT = "dockercoins-plot";
const REFERENCE = new URL("../../../solutions/dockercoins/", import.meta.url);

// One more caller beside the workers asks twenty times and looks at a clock.
const ASK = `
import json, time, requests
def times(ask):
    taken = []
    for _ in range(20):
        start = time.monotonic()
        ask().raise_for_status()
        taken.append(1000 * (time.monotonic() - start))
    taken.sort()
    return {"median": round((taken[9] + taken[10]) / 2), "longest": round(taken[-1])}
print(json.dumps({
    "rngMs": times(lambda: requests.get("http://rng/32", timeout=10)),
    "hasherMs": times(lambda: requests.post("http://hasher/", data=b"x" * 32, timeout=10)),
}))
`;

async function compose(...args: string[]): Promise<string> {
  const { stdout } = await execa("docker", ["compose", "--project-name", PROJECT, ...args], {
    cwd: REFERENCE,
    timeout: 120_000,
  });
  return stdout;
}

async function hashes(): Promise<number> {
  return Number(await compose("exec", "-T", "redis", "redis-cli", "get", "hashes"));
}

async function warmUp(workers: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await hashes()) < workers * LEAST_PER_WORKER) {
    if (Date.now() > deadline) throw new Error(`no ${workers * LEAST_PER_WORKER} hashes within a minute`);
    await wait(500);
  }
}

/** The slope of the counter over the readings, in hashes per second: workers write in steps, a line evens them out. */
async function speed(): Promise<number> {
  const start = performance.now();
  const readings: { time: number; count: number }[] = [];
  while (performance.now() - start < SECONDS * 1000) {
    readings.push({ time: (performance.now() - start) / 1000, count: await hashes() });
    await wait(500);
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const time = mean(readings.map((reading) => reading.time));
  const count = mean(readings.map((reading) => reading.count));
  const together = mean(readings.map((reading) => (reading.time - time) * (reading.count - count)));
  return together / mean(readings.map((reading) => (reading.time - time) ** 2));
}

async function measure(workers: number, rng: number): Promise<Point> {
  const scale = ["--scale", `worker=${workers}`, "--scale", `rng=${rng}`];
  try {
    await compose("up", "--detach", "--build", ...scale, "redis", "rng", "hasher", "worker");
    await warmUp(workers);
    const hashesPerSecond = Number((await speed()).toFixed(2));
    const latencies = JSON.parse(await compose("exec", "-T", "worker", "python", "-c", ASK));
    process.stdout.write(`${workers} workers, ${rng} rng: ${hashesPerSecond}/s ${JSON.stringify(latencies)}\n`);
    return { workers, rng, hashesPerSecond, ...latencies };
  } finally {
    await compose("down", "--volumes", "--timeout", "2");
  }
}

const points: Point[] = [];
for (const rng of REPLICAS) for (const workers of WORKERS) points.push(await measure(workers, rng));
await compose("down", "--volumes", "--rmi", "local");

const engine = (await execa("docker", ["version", "--format", "{{.Server.Version}}"])).stdout;
const data: Measured = {
  date: new Date().toISOString().slice(0, 10),
  how: "slope of the counter in redis, read twice a second; then 20 requests to rng and 20 to hasher from a worker's container",
  machine: `${cpus().length} cores, Docker ${engine}`,
  secondsPerPoint: SECONDS,
  points,
};
await writeFile(new URL("measured.json", import.meta.url), `${JSON.stringify(measured.parse(data), null, 2)}\n`);
