import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "./build.ts";
import { connect } from "./connect.ts";
import { DiskWatch } from "./disk-watch.ts";
import { Session } from "./session.ts";

const MIB = 1024 ** 2;

/** Each stage holds all that was before it twice: no step of it is large for long, and the last image never comes. */
const DOUBLING = ["FROM scratch AS s0", "COPY seed /0"].concat(
  Array.from({ length: 9 }, (_, index) => `FROM s${index} AS s${index + 1}\nCOPY --from=s${index} / /${index + 1}/`),
);

test("builds that take the room of the engine's disk are ended, and nobody is blamed", async () => {
  const context = await mkdtemp(join(tmpdir(), "free-space-test-"));
  const { signal } = new AbortController();
  const session = new Session({ docker: connect(process.env), env: process.env, emit: () => undefined, signal });
  const watch = new DiskWatch(session, 200 * MIB);
  try {
    await writeFile(join(context, "seed"), Buffer.alloc(4 * MIB, session.id));
    await writeFile(join(context, "Dockerfile"), `${DOUBLING.join("\n")}\n`);
    const built = build(session, {
      ...{ subject: "rng", context, dockerfile: join(context, "Dockerfile"), labels: session.labels, deadline: 120 },
      tag: `workshop/${session.id}-rng`,
    });
    await expect(built).rejects.toMatchObject({ code: "NO_SPACE" });
  } finally {
    await watch[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
    await rm(context, { recursive: true });
  }
});
