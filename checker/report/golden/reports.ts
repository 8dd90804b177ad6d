import type { Report, Step } from "../../core/report.ts";
import { hostile } from "./hostile.ts";
import { failed, passed, report, result } from "./make.ts";

/** Reports that the golden files are made from. */

const unpinned = failed({
  message: "The base image of rng moves: FROM python takes whatever is newest on the day of the build.",
  expected: "a version in the tag",
  actual: "FROM python",
  file: "rng/Dockerfile",
  line: 1,
  hint: "the tags of the official image",
});
const moves = "An image that built in spring can fail in autumn although nobody changed a line.";

const steps: Step[] = [
  { phase: "build", subject: "rng", start: 0.1, seconds: 2.2 },
  { phase: "build", subject: "hasher", start: 0.1, seconds: 3.1 },
  { phase: "build", subject: "webui", start: 0.2, seconds: 1.4 },
  { phase: "start", subject: "rng", start: 2.3, seconds: 0.4 },
  { phase: "probe", subject: "rng", start: 2.7, seconds: 0.6 },
  { phase: "start", subject: "webui", start: 1.7, seconds: 0.5 },
  { phase: "probe", subject: "webui", start: 2.2, seconds: 1.1 },
  { phase: "stop", subject: "rng", start: 3.3, seconds: 0.3 },
  { phase: "pull", subject: "redis:7-alpine", start: 0, seconds: 1.3 },
];

export const allPassed = report(
  [
    result("rng: its Dockerfile is there", 2, passed),
    result("rng: the image builds", 8, passed),
    result("rng: GET /32 returns 32 random bytes", 15, passed),
    result("hasher: its Dockerfile is there", 2, passed),
    result("hasher: the image builds", 8, passed),
    result("hasher: POST / answers the SHA-256 of the body", 15, passed),
    result("rng: the base image has a version", 0, unpinned, { why: moves }),
    result("rng: it stops when it is asked to", 0, passed),
  ],
  { steps },
);

export const failures = report(
  [
    result("rng: its Dockerfile is there", 2, passed),
    result("rng: the image builds", 8, passed, { seconds: 2.2 }),
    result(
      "rng: GET /32 returns 32 random bytes",
      15,
      failed({
        code: "LOOPBACK_ONLY",
        message: "rng listens on 127.0.0.1 only, so nobody outside its container can reach it.",
        expected: "a server on 0.0.0.0:80",
        actual: "127.0.0.1:80 (python3, process 1)",
        evidence:
          " * Serving Flask app 'rng'\n * Debug mode: off\n * Running on http://127.0.0.1:80\nPress CTRL+C to quit",
        fingerprint: { code: "LOOPBACK_ONLY", cause: "The server listens on 127.0.0.1 of its own container." },
        hint: "Look at the address that the server binds to, in the log and in what CMD starts.",
      }),
      { why: "Loopback inside a container is that container's own." },
    ),
    result("hasher: its Dockerfile is there", 2, passed),
    result(
      "hasher: the image builds",
      8,
      failed({
        code: "BUILD_FAILED",
        message: "The build stopped at RUN gem install sinatra puma.",
        actual: "exit code 1",
        file: "hasher/Dockerfile",
        line: 4,
        evidence: [
          ...Array.from({ length: 30 }, (_, line) => `#7 ${line}.0 compiling part ${line}`),
          "#7 31.2 ERROR:  Error installing puma:",
          "#7 31.2 \tERROR: Failed to build gem native extension.",
          "#7 31.2     /usr/local/bin/ruby -I /usr/local/lib/ruby/3.3.0 -r ./siteconf20250314-7-a1b2c3.rb extconf.rb --with-cflags=-O3",
          "#7 31.3 You have to install development tools first.",
        ].join("\n"),
        hint: "which packages the slim image leaves out, and what a native extension needs.",
      }),
    ),
    result("hasher: POST / answers the SHA-256 of the body", 15, {
      status: "blocked",
      by: "hasher: the image builds",
      cause: "failed",
    }),
    result("hasher: it answers when it is called by the name hasher, whatever the Host header says", 5, {
      status: "blocked",
      by: "hasher: the image builds",
      cause: "failed",
    }),
    result(
      "worker: only true coins are stored",
      10,
      failed({ message: "3 of 10 coins are not true ones.", expected: "every key is the SHA-256 of its value" }),
      { earned: 7 },
    ),
    result("rng: the base image has a version", 0, unpinned, { why: moves }),
    result("hasher: it stops when it is asked to", 0, {
      status: "blocked",
      by: "hasher: the image builds",
      cause: "failed",
    }),
  ],
  {
    restored: ["rng/rng.py", "webui/files/index.html"],
    notes: ["Port 8000 was taken, so the page was asked for on 127.0.0.1:49153."],
    steps,
    kept: "http://127.0.0.1:49153/",
  },
);

const away = {
  code: "ENGINE_AWAY",
  message: "The Docker engine stopped answering in the middle of the build.",
  advice: "Start Docker again and repeat the check. npm run doctor shows what is missing.",
};

export const ourErrors = report(
  [
    result("rng: its Dockerfile is there", 2, passed),
    result("rng: the image builds", 8, { status: "errored", error: away }),
    result("rng: GET /32 returns 32 random bytes", 15, {
      status: "blocked",
      by: "rng: the image builds",
      cause: "errored",
    }),
    result("hasher: its Dockerfile is there", 2, failed({ message: "There is no file hasher/Dockerfile." })),
    result("hasher: the image builds", 8, {
      status: "blocked",
      by: "hasher: its Dockerfile is there",
      cause: "failed",
    }),
    result("webui: the image builds", 8, { status: "errored", error: away }),
    result("worker: the image builds", 1, {
      status: "errored",
      error: {
        code: "BUG",
        message:
          "TypeError: cannot read a count that is not there\n    at hashes (checker/work/hashes.ts:12:9)\n    at run",
        advice: "This is a bug in the checker, not in your work. Please report it with the text above.",
      },
    }),
  ],
  { seconds: 71.4 },
);

export const bonus = report(
  [
    result("bonus.md names the bottleneck", 10, passed, { section: "bonus" }),
    result(
      "ten workers with the fix are as fast as the reference's",
      90,
      failed({
        message: "The fix makes ten workers 6.1 times as fast as one. The reference reaches 9.4.",
        expected: "at least 8.5 times (0.9 of the reference)",
        actual: "6.1 times (95% sure: 6.0 to 6.2)",
        hint: "how many requests rng answers at the same time",
      }),
      { section: "bonus", earned: 46.666666 },
    ),
  ],
  {
    part: "bonus",
    title: "Ten workers, ten times the coins?",
    extra: true,
    seconds: 64.2,
    exhibits: [
      {
        title: "Hashes per second",
        unit: "/s",
        bars: [
          { group: "your stack", label: "1 worker", value: 4.02 },
          { group: "your stack", label: "10 workers", value: 10.4 },
          { group: "your stack", label: "10 workers and your fix", value: 24.5, note: "95% sure: 24.1 to 24.9" },
          { group: "the reference", label: "1 worker", value: 4.0 },
          { group: "the reference", label: "10 workers", value: 10.3 },
          { group: "the reference", label: "10 workers and its fix", value: 37.6 },
          { group: "ideal", label: "10 times 1 worker", value: 40.2 },
        ],
        caption:
          "Why it is not ten times: rng answers one request at a time and each takes 0.1 s, so ten workers stand in one queue that lets ten through every second.",
      },
    ],
    steps: [
      { phase: "build", subject: "stack", start: 0, seconds: 4.2 },
      { phase: "start", subject: "stack", start: 4.2, seconds: 3.1 },
      { phase: "measure", subject: "1 worker", start: 7.3, seconds: 14 },
      { phase: "measure", subject: "10 workers", start: 21.5, seconds: 16 },
      { phase: "measure", subject: "10 workers and the fix", start: 37.8, seconds: 20.5 },
      { phase: "stop", subject: "stack", start: 58.4, seconds: 1.2 },
    ],
  },
);

export const manyFailures = report(
  Array.from({ length: 14 }, (_, index) =>
    result(`service ${index + 1}: the image builds`, 1, failed({ message: `There is no Dockerfile ${index + 1}.` })),
  ),
  { part: "swarm" },
);

/** By the name of the golden file, which says what to expect. */
export const runs: Readonly<Record<string, readonly Report[]>> = {
  "all-passed-is-short-and-glad": [allPassed],
  "failures-say-what-was-expected-seen-and-where-to-look": [failures],
  "errors-of-ours-cost-no-points": [ourErrors],
  "bonus-shows-bars-and-extra-points": [bonus],
  "hostile-text-does-nothing": [hostile],
  "several-parts-are-one-report": [allPassed, { ...ourErrors, part: "part2", title: "One compose file" }, bonus],
};
