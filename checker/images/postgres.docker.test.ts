import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { CAPABILITIES } from "../engine/limits.ts";
import { ensureReady } from "../setup/ready.ts";

const { env } = process;
beforeAll(() => ensureReady({ env, say: () => {}, images: ["postgres:17"] }), 600_000);

/** As the checker runs what students write. */
const LIMITS = [
  ...["--memory=512m", "--pids-limit=256", "--cpus=1", "--security-opt=no-new-privileges", "--cap-drop=ALL"],
  ...CAPABILITIES.map((name) => `--cap-add=${name}`),
];
const LABEL = "workshop.test=postgres";
const READY = "for i in $(seq 300); do pg_isready -q -h 127.0.0.1 && exit 0; sleep 0.1; done; exit 1";

const docker = (...args: string[]) => execa("docker", args, { env, extendEnv: false, all: true, reject: false });

/** Starts a database, hands its id over when it answers, and removes it with its volumes. */
async function withDatabase<T>(options: readonly string[], action: (id: string) => Promise<T>): Promise<T> {
  const { stdout: id } = await docker("run", "--detach", "--label", LABEL, ...LIMITS, ...options);
  try {
    const { exitCode } = await docker("exec", id, "sh", "-c", READY);
    if (exitCode !== 0) throw new Error((await docker("logs", id)).all);
    return await action(id);
  } finally {
    await docker("rm", "--force", "--volumes", id);
  }
}

/** As clients do: over TCP, with a password or none. */
async function query(id: string, sql: string, { user = "postgres", password = "", database = "postgres" } = {}) {
  const url = `host=${(await docker("exec", id, "hostname", "-i")).stdout} user=${user} dbname=${database}`;
  return (await docker("exec", "--env", `PGPASSWORD=${password}`, id, "psql", "--no-psqlrc", "-w", "-Atc", sql, url))
    .all;
}

test.concurrent("is the promised major version, lets in with the password only, and does not run as root", async () => {
  await withDatabase(["--env=POSTGRES_PASSWORD=open sesame", "postgres:17"], async (id) => {
    expect(await query(id, "show server_version", { password: "open sesame" })).toMatch(/^17\./);
    expect(await query(id, "show server_version", { password: "wrong" })).toMatch(/password authentication failed/);
    expect((await docker("exec", id, "stat", "-c", "%U", "/proc/1")).stdout).toBe("postgres");
  });
});

test.concurrent("makes the user and the database that it is told to make", async () => {
  const settings = { POSTGRES_USER: "ballot", POSTGRES_PASSWORD: "x", POSTGRES_DB: "votes" };
  const options = Object.entries(settings).map(([name, value]) => `--env=${name}=${value}`);
  await withDatabase([...options, "postgres:17"], async (id) => {
    const who = { user: "ballot", password: "x", database: "votes" };
    expect(await query(id, "select current_user, current_database()", who)).toBe("ballot|votes");
  });
});

test.concurrent("without a password it says so and ends, unless everybody is let in", async () => {
  const refused = await docker("run", "--rm", "--label", LABEL, ...LIMITS, "postgres:17");
  expect(refused.exitCode).toBe(1);
  expect(refused.all).toMatch(/superuser password is not specified[\s\S]*POSTGRES_PASSWORD/);
  await withDatabase(["--env=POSTGRES_HOST_AUTH_METHOD=trust", "postgres:17"], async (id) => {
    expect(await query(id, "select 1")).toBe("1");
  });
});

test.concurrent("keeps its data in the volume, and leaves what is there as it is", async () => {
  const volume = `workshop-test-postgres-${process.pid}`;
  const mount = `--volume=${volume}:/var/lib/postgresql/data`;
  await docker("volume", "create", "--label", LABEL, volume);
  try {
    await withDatabase([mount, "--env=POSTGRES_PASSWORD=first", "postgres:17"], async (id) => {
      await query(id, "create table kept as select 42 as answer", { password: "first" });
      expect((await docker("stop", id)).exitCode).toBe(0);
      expect((await docker("inspect", "--format={{.State.ExitCode}}", id)).stdout).toBe("0");
    });
    await withDatabase([mount, "--env=POSTGRES_PASSWORD=second", "postgres:17"], async (id) => {
      expect(await query(id, "select answer from kept", { password: "first" })).toBe("42");
    });
  } finally {
    await docker("volume", "rm", volume);
  }
});

test.concurrent("takes options for the server's, and a password from a file", async () => {
  const secret = ["--env=POSTGRES_PASSWORD_FILE=/etc/hostname", "--hostname=secret-name"];
  await withDatabase([...secret, "postgres:17", "-c", "max_connections=7"], async (id) => {
    expect(await query(id, "show max_connections", { password: "secret-name" })).toBe("7");
  });
});

test.concurrent("tells about itself what the official image tells", async () => {
  const format = "{{json .Config.ExposedPorts}} {{json .Config.Volumes}} {{.Config.StopSignal}} {{json .Config.Cmd}}";
  const { stdout } = await docker("image", "inspect", "postgres:17", "--format", format);
  expect(stdout).toBe('{"5432/tcp":{}} {"/var/lib/postgresql/data":{}} SIGINT ["postgres"]');
});
