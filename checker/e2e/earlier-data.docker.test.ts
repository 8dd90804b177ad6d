import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { OWNER, RUN } from "../engine/labels.ts";
import { thisOwner } from "../engine/owner.ts";
import { attempt, failures } from "./attempt.ts";
import { temporaryFolder } from "./command.ts";
import { eventually } from "./engine.ts";

const docker = async (...args: readonly string[]) => (await execa("docker", args)).stdout;

/** What PostgreSQL leaves in a folder of the machine that it had mounted: closed to everybody but its own user. */
async function makeCluster(folder: string): Promise<void> {
  const labels = [`${RUN}=${randomBytes(4).toString("hex")}`, `${OWNER}=${thisOwner()}`];
  const options = [...labels.flatMap((label) => ["--label", label]), "--env", "POSTGRES_PASSWORD=postgres"];
  const mount = `${folder}:/var/lib/postgresql/data`;
  const id = await docker("run", "--detach", ...options, "--volume", mount, "postgres:17");
  const ready = () => docker("exec", id, "pg_isready", "--host", "localhost").then(Boolean, () => false);
  await eventually("the database", ready);
  await docker("stop", id);
  await docker("rm", "--volumes", id);
}

test.runIf(process.getuid?.() === 0)(
  "a database goes on with the data of earlier runs in a folder, which costs what a folder costs",
  { timeout: 600_000 },
  async () => {
    await using folder = await temporaryFolder();
    chmodSync(folder.path, 0o755);
    const data = join(folder.path, "pgdata");
    await makeCluster(data);
    const report = await attempt(process.env, {
      ...{ lab: "voting", part: "voting" },
      edit: (work) => {
        execFileSync("cp", ["--archive", data, join(work.dir, "pgdata")]);
        work.replace("docker-compose.yml", "db-data:/var", "./pgdata:/var");
        work.replace("docker-compose.yml", /\nvolumes:\n {2}db-data:\n/, "\n");
      },
    });
    expect(failures(report)).toEqual([expect.stringMatching(/^data: down with the volumes forgets them: /)]);
    expect(report.points).toEqual({ earned: 97, possible: 100, undecided: 0 });
  },
);
