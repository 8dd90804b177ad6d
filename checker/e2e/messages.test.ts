import { expect, test, vi } from "vitest";
import { LineCounter, parseDocument } from "yaml";
import { Finding } from "../core/errors.ts";
import { runChecks } from "../core/run.ts";
import { check, runOptions, worth } from "../core/testing.ts";
import { builderTooOld, refuseDocuments } from "../diagnosis/builder-age.ts";
import { firstInVain, type Standing } from "../diagnosis/waiting.ts";
import { planOf } from "../dockerfile/plan.ts";
import { readDockerfile } from "../dockerfile/read.ts";
import { folderGone } from "../engine/errors.ts";
import { faultOf } from "../engine/faults.ts";
import { outOfReach } from "../engine/reach.ts";
import { absentImage } from "../images/absent.ts";
import { tooManyKeys } from "../labs/dockercoins/part2/spare-keys.ts";
import { report } from "../report/golden/make.ts";
import type { JudgedModel } from "../sandbox/model.ts";
import { requireTemporaryFolder } from "../workspace/temporary.ts";
import { said } from "./said.ts";

// Messages for which a test on a real engine would take minutes, or another machine: the function that words them is asked.

const FILE = "docker-compose.yml";
const OLD = "20.10.24";

function waiting(condition: string, standing: Standing): Finding {
  const services = { worker: { depends_on: { rng: { condition } } }, rng: {} };
  const found = firstInVain({ name: "p", services }, new Map([["rng", standing]]));
  return new Finding(found?.code ?? "WAITS_IN_VAIN", found?.message ?? "", found?.details);
}

function keys(text: string): Finding | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const model = { name: "p", services: { rng: {}, hasher: {} } } as unknown as JudgedModel;
  return tooManyKeys({ document, lines, name: FILE, model }, 10);
}

function absent(name: string) {
  const available = ["python:3.13-slim", "node:20-slim", "redis:8"];
  return absentImage(name, { file: "rng/Dockerfile", line: 1 }, { why: "unreachable" }, available);
}

test.each<[string, () => unknown]>([
  [
    "somebody-who-waits-for-a-server-to-end",
    () => waiting("service_completed_successfully", { running: true, exitCode: 0 }),
  ],
  ["somebody-who-waits-for-what-has-failed", () => waiting("service_healthy", { running: false, exitCode: 3 })],
  [
    "more-keys-than-needed",
    () => keys("services:\n  rng:\n    build: rng\n    expose: [80]\n  hasher:\n    build: hasher\n    expose: [80]\n"),
  ],
  [
    "a-here-document-on-an-old-engine",
    () => refuseDocuments(planOf(readDockerfile("FROM python\nRUN <<X\ntrue\nX\n", "rng/Dockerfile")), OLD),
  ],
  [
    "an-option-that-came-later",
    () => builderTooOld("rng/Dockerfile", "ERROR: dockerfile parse error line 3: Unknown flag: link", OLD),
  ],
  [
    "an-option-that-no-stable-builder-knows",
    () => builderTooOld("rng/Dockerfile", "ERROR: dockerfile parse error line 3: unknown flag: --parents", "26.1.5"),
  ],
  [
    "no-free-addresses",
    () => faultOf("(HTTP code 404) no such container - all predefined address pools have been fully subnetted"),
  ],
  [
    "no-firewall-chains",
    () => faultOf("(HTTP code 500) server error - driver failed programming external connectivity: (iptables failed)"),
  ],
  [
    "ulimits-that-the-engine-may-not-set",
    () => faultOf("(HTTP code 500) server error - failed to create task: error setting rlimit type 8: not permitted"),
  ],
  ["a-folder-of-ours-that-vanished", () => folderGone("/tmp/workshop-1")],
  ["a-container-without-the-machines-network", outOfReach],
  [
    "a-folder-for-temporary-files-that-is-not-there",
    () => {
      vi.stubEnv("TMPDIR", "/no/such/folder");
      return requireTemporaryFolder().finally(() => vi.unstubAllEnvs());
    },
  ],
  ["an-image-with-a-slip-in-its-name", () => absent("pyhton:3.13-slim")],
  ["an-image-of-another-version", () => absent("python:2.7-slim")],
])("%s", async (name, make) => {
  const judged = check("what is judged", worth(10), async () => {
    throw await make();
  });
  const results = await runChecks([judged], runOptions());
  await expect(said(report(results, {}))).toMatchFileSnapshot(`messages/${name}.txt`);
});
