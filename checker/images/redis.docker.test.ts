import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";

const { env } = process;
beforeAll(() => ensureReady({ env, say: () => {}, images: ["redis:8", "redis"] }), 600_000);

const docker = async (...args: string[]): Promise<string> =>
  (await execa("docker", args, { env, extendEnv: false, all: true, reject: false })).all.trim();

/** Starts a redis, runs a command in it until that succeeds, and removes it. */
async function inRedis(image: string, command: readonly string[], ask: readonly string[]): Promise<string> {
  const id = await docker("run", "--detach", "--network=none", "--label", "workshop.test=redis", image, ...command);
  try {
    const script = `for i in $(seq 100); do redis-cli ping >/dev/null 2>&1 && break; sleep 0.1; done; ${ask.join(" ")}`;
    return await docker("exec", id, "sh", "-c", script);
  } finally {
    await docker("rm", "--force", "--volumes", id);
  }
}

test.concurrent("answers, keeps values, and is the promised major version", async () => {
  const answer = await inRedis("redis:8", [], ["redis-cli set a 1;", "redis-cli incr a;", "redis-cli info server"]);
  expect(answer).toMatch(/^OK\n2\n/);
  expect(answer).toMatch(/redis_version:8\./);
});

test.concurrent("listens for others, as the official image does, and not as root", async () => {
  const settings = await inRedis("redis", [], ["redis-cli config get protected-mode bind dir;", "stat -c %U /proc/1"]);
  expect(settings).toMatch(/protected-mode\nno/);
  expect(settings).toMatch(/bind\n\*/);
  expect(settings).toMatch(/dir\n\/data/);
  expect(settings).toMatch(/redis$/);
});

test.concurrent.each([
  ["a shell", ["sh", "-c", "redis-server --appendonly yes"]],
  ["a shell, by its path", ["sh", "-c", "exec /usr/local/bin/redis-server"]],
  ["a configuration file", ["sh", "-c", "echo dir /data > /tmp/a.conf; redis-server /tmp/a.conf --save 60 1"]],
])("listens for others when it is started by %s, too", async (_, command) => {
  expect(await inRedis("redis:8", command, ["redis-cli config get protected-mode"])).toMatch(/protected-mode\nno/);
});

test.concurrent("an own --bind counts, and so does the question for the version", async () => {
  expect(await inRedis("redis:8", ["redis-server", "--bind", "127.0.0.1"], ["redis-cli config get bind"])).toMatch(
    /bind\n127\.0\.0\.1$/,
  );
  expect(await docker("run", "--rm", "--network=none", "redis:8", "redis-server", "--version")).toMatch(
    /^Redis server v=8\./,
  );
});

test.concurrent("takes options alone for the server's", async () => {
  expect(await inRedis("redis:8", ["--appendonly", "yes"], ["redis-cli config get appendonly"])).toMatch(/yes$/);
});

test.concurrent.each(["redis:8", "postgres:17"])("%s makes users as Debian does", async (image) => {
  await ensureReady({ env, say: () => {}, images: [image] });
  const make = "addgroup --system app && adduser --system --ingroup app app && id app";
  expect(await docker("run", "--rm", "--network=none", "--entrypoint=sh", image, "-c", make)).toMatch(/gid=\d+\(app\)/);
});

test.concurrent("tells about itself what the official image tells", async () => {
  const format = "{{json .Config.ExposedPorts}} {{json .Config.Volumes}} {{.Config.WorkingDir}} {{json .Config.Cmd}}";
  const told = await docker("image", "inspect", "redis:8", "--format", format);
  expect(told).toBe('{"6379/tcp":{}} {"/data":{}} /data ["redis-server"]');
});
