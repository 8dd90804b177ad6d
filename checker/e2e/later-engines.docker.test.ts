import { expect, test } from "vitest";
import { connect } from "../engine/connect.ts";
import type { Edit } from "../kit/answers/answers.ts";
import { type Attempt, attempt } from "./attempt.ts";

/** Passed where the engine knows what the work uses, as of a version; not judged, and said so, where it does not. */
async function judgedAs(since: number, { until, ...options }: Attempt & { readonly until: string }): Promise<void> {
  const { Version } = await connect(process.env).version();
  const { results } = await attempt(process.env, { until, ...options });
  // Of a build that is not judged, nothing that waits for it is.
  const outcome = results.find(({ outcome: { status } }) => status === "errored")?.outcome ?? results.at(-1)?.outcome;
  expect(outcome).toMatchObject(
    Number.parseInt(Version, 10) >= since
      ? { status: "passed" }
      : { status: "errored", error: { code: "TOO_OLD", message: expect.stringContaining(Version) } },
  );
}

const rng =
  (...lines: readonly string[]): Edit =>
  (work) => {
    for (const service of ["hasher", "webui", "worker"]) work.remove(`${service}/Dockerfile`);
    work.write("rng/Dockerfile", `FROM python:3.13-slim\nWORKDIR /app\n${lines.join("\n")}\n`);
  };
const CODE = ["COPY rng.py .", 'CMD ["python", "rng.py"]'];

test.each<[string, number, Edit]>([
  [
    "here-documents",
    23,
    rng("COPY <<NEEDS needs", "flask", "NEEDS", "RUN <<ALL", "pip install -r needs", "ALL", ...CODE),
  ],
  ["COPY --link", 23, rng("RUN pip install flask", "COPY --link rng.py .", CODE[1] ?? "")],
  [
    "a healthcheck's start interval",
    25,
    rng("RUN pip install flask", "HEALTHCHECK --start-interval=1s CMD true", ...CODE),
  ],
])("a Dockerfile with %s", (_, since, edit) =>
  judgedAs(since, { part: "part1", until: "rng: GET / answers on port 80", edit }),
);

test("a compose file with a healthcheck's start interval", () =>
  judgedAs(25, {
    ...{ lab: "visits", part: "visits", until: "compose: one up starts everything" },
    edit: (work) =>
      work.replace(
        "docker-compose.yml",
        "image: redis\n",
        "image: redis\n    healthcheck: {test: redis-cli ping, start_period: 9s, start_interval: 1s}\n",
      ),
  }));
