import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { connect } from "../../engine/connect.ts";
import { sweepDead } from "../../engine/sweep.ts";
import { SHELL } from "../../images/catalogue.ts";
import { until } from "../../probe/until.ts";
import { ensureReady } from "../../setup/ready.ts";
import { sweepWorkspaces } from "../../workspace/workspace.ts";
import { testRun } from "./testing.ts";

const { env } = process;
const docker = connect(env);
const { signal } = new AbortController();
beforeAll(() => ensureReady({ env, say: () => undefined, images: [SHELL, "redis:8", "registry:2"] }), 600_000);

/** Whatever carries a run's label on the engine, and the names of images that it made up. */
async function leftOf(run: string): Promise<readonly string[]> {
  const filters = { label: [`workshop.run=${run}`] };
  const [containers, networks, { Volumes }, images, named] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    docker.listImages({ filters }),
    docker.listImages({ filters: { reference: ["workshop.invalid/*"] } }),
  ]);
  const tags = named.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag.includes(`:${run}-`));
  const ids = [...containers, ...networks, ...images].map(({ Id }) => Id);
  return [...ids, ...Volumes.map(({ Name }) => Name), ...tags];
}

/** A script that goes on making things. */
const SPAWNS = `docker network create net; docker volume create vol; docker tag redis:8 mine; docker build -q -t built - <<< 'FROM redis:8
RUN true'
while :; do docker run -d --network net -v vol:/v built sleep 1000; docker rm -f $(docker ps -q); done`;

test("a script that never ends is ended with its run, and nothing of it comes afterwards", async () => {
  let id = "";
  {
    await using run = await testRun(env);
    id = run.session.id;
    await run.sh("docker pull redis:8");
    await run.commands.scripts.start({ subject: "spawns", command: ["bash", "-c", SPAWNS] });
    const made = await until(async () => (await leftOf(id)).length >= 8 || undefined, { deadline: 60, signal });
    expect(made).toBe(true);
  }
  expect(await leftOf(id)).toEqual([]);
});

test("what a killed checker leaves is swept by the next run", async () => {
  const code = `const { testRun } = await import(${JSON.stringify(fileURLToPath(new URL("testing.ts", import.meta.url)))});
    const run = await testRun(process.env);
    await run.sh("docker pull redis:8");
    await run.commands.scripts.start({ subject: "spawns", command: ["bash", "-c", ${JSON.stringify(SPAWNS)}] });
    console.log(run.session.id);
    setInterval(() => {}, 1000);`;
  const checker = execa(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], {
    env,
    reject: false,
  });
  const id = await new Promise<string>((resolve, reject) => {
    checker.stdout.once("data", (line) => resolve(String(line).trim()));
    void checker.then(({ stderr }) => reject(new Error(stderr)));
  });
  await until(async () => (await leftOf(id)).length >= 8 || undefined, { deadline: 60, signal });
  checker.kill("SIGKILL");
  await checker;
  expect((await leftOf(id)).length).toBeGreaterThanOrEqual(5);
  await sweepDead(docker);
  expect(await sweepWorkspaces(docker, new Set())).toEqual([]);
  expect(await leftOf(id)).toEqual([]);
});

test("images go to the run's own registry and come back, and to no other", async () => {
  await using run = await testRun(env);
  const { stdout, exitCode } = await run.sh(`exec 2>&1
    docker run -d --name registry --restart always -p 5000:5000 registry:2 > /dev/null
    until curl -sf localhost:5000/v2/ > /dev/null; do :; done
    docker build -q -t localhost:5000/app:one - > /dev/null 2>&1 <<< 'FROM redis:8
CMD echo from the registry'
    docker push -q localhost:5000/app:one
    curl -s localhost:5000/v2/app/tags/list
    before=$(docker image inspect --format '{{.Id}}' localhost:5000/app:one)
    docker rmi localhost:5000/app:one > /dev/null; docker image inspect localhost:5000/app:one > /dev/null 2>&1 || echo gone
    docker pull -q localhost:5000/app:one
    test $before = $(docker image inspect --format '{{.Id}}' localhost:5000/app:one) && echo the same
    docker run --rm localhost:5000/app:one
    docker tag localhost:5000/app:one localhost:5001/app && docker push -q localhost:5001/app
    docker tag localhost:5000/app:one somebody/app && docker push -q somebody/app`);
  expect(stdout.split("\n")).toEqual([
    "localhost:5000/app:one",
    '{"name":"app","tags":["one"]}',
    "gone",
    "localhost:5000/app:one",
    "the same",
    "from the registry",
    expect.stringContaining("no container of this script publishes port 5001"),
    expect.stringContaining("a registry that the script itself has started"),
    "",
  ]);
  expect(exitCode).toBe(1);
});
