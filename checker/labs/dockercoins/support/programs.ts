import { createHash } from "node:crypto";
import type { Agent, Container, Program } from "../../../kit/kit.ts";
import { parseMonitor } from "./monitor.ts";
import type { SERVICES } from "./services.ts";

type Service = (typeof SERVICES)[number];

const BODY = Buffer.from("DockerCoins");
const HERE = "http://127.0.0.1";

/** What each service runs, and what it is known by. */
export const PROGRAMS: Readonly<Record<Service, Program>> = {
  rng: {
    service: "rng",
    file: "rng/rng.py",
    async works(agent) {
      const { status, body } = await agent.http(`${HERE}/32`);
      return status === 200 && body.length === 32;
    },
  },
  hasher: {
    service: "hasher",
    file: "hasher/hasher.rb",
    async works(agent) {
      const { status, body } = await agent.http(HERE, { method: "POST", body: BODY });
      return status === 200 && body.toString("latin1").trim() === createHash("sha256").update(BODY).digest("hex");
    },
  },
  webui: {
    service: "webui",
    file: "webui/webui.js",
    async works(agent) {
      const { status, body } = await agent.http(`${HERE}/json`);
      return status === 200 && body.includes('"hashes"');
    },
  },
  worker: { service: "worker", file: "worker/worker.py", works: countsHashes },
};

/** Seconds in which a worker that mines has counted something. */
const COUNTED = 4;

async function countsHashes(agent: Agent, worker: Container): Promise<boolean> {
  const own = new Set((await worker.addresses()).values());
  return new Promise((resolve, reject) => {
    setTimeout(() => resolve(false), COUNTED * 1000);
    const line = (text: string) => {
      const count = parseMonitor(text);
      if (count && own.has(count.source)) resolve(true);
    };
    agent.watchKey("hashes", { line, ended: reject }).catch(reject);
  });
}
