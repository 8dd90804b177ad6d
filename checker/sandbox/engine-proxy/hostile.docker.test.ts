import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { request } from "node:http";
import { connect as connectTo } from "node:net";
import { join } from "node:path";
import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../engine/connect.ts";
import { textOf } from "../../engine/raw.ts";
import { SHELL } from "../../images/catalogue.ts";
import { type TestRun, testRun } from "../../kit/commands/testing.ts";
import { ensureReady } from "../../setup/ready.ts";
import { type Attack, RAW, refused, type Victim } from "./hostile.ts";

const { env } = process;
const docker = connect(env);
let run: TestRun;
let other: TestRun;
let victim: Victim;
let before: string;

beforeAll(async () => {
  await ensureReady({ env, say: () => undefined, images: [SHELL, "redis:8"] });
  [run, other] = await Promise.all([testRun(env), testRun(env)]);
  await symlink("/etc", join(run.dir, "link"));
  victim = await makeVictim();
  before = await state();
}, 600_000);
afterAll(async () => {
  await Promise.all([run, other].map((one) => one[Symbol.asyncDispose]()));
});

/** What a script of the other run has made. */
async function makeVictim(): Promise<Victim> {
  const made = await other.sh(
    "docker network create net && docker volume create vol && docker run -d --name box --network net -v vol:/v redis:8 && docker tag redis:8 image:1",
  );
  expect(made.exitCode, made.stdout).toBe(0);
  const prefix = `workshop-${other.session.id}-`;
  const container = docker.getContainer(`${prefix}box`);
  const { Id, Name, Image } = await container.inspect();
  const { Id: network } = (await docker.getNetwork(`${prefix}net`).inspect()) as { Id: string };
  const exec = (await container.exec({ Cmd: ["touch", "/hit"] })).id;
  const tags = (await docker.getImage(Image).inspect()).RepoTags;
  const image = tags.find((tag) => tag.includes(`:${other.session.id}-image-`)) ?? "";
  return {
    ...{ container: Id, containerName: Name.slice(1), network, networkName: `${prefix}net`, volume: `${prefix}vol` },
    ...{ image, imageId: Image, exec },
  };
}

/** All of the other run on the engine, and whatever this one has made. */
async function state(): Promise<string> {
  const ids = [run.session.id, other.session.id];
  const of = async (id: string) => {
    const filters = { label: [`workshop.run=${id}`] };
    const containers = await docker.listContainers({ all: true, filters });
    const networks = await docker.listNetworks({ filters });
    const { Volumes } = await docker.listVolumes({ filters });
    const images = await docker.listImages({ filters: { reference: ["workshop.invalid/*"] } });
    const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag.includes(`:${id}-image-`));
    const scripts = containers.filter(({ Labels }) => Labels["workshop.script"] !== undefined);
    return [scripts.map(startedAt), networks.map(({ Id }) => Id), Volumes.map(({ Name }) => Name), tags].map((names) =>
      names.sort(),
    );
  };
  return JSON.stringify(await Promise.all(ids.map(of)));
}

const startedAt = ({ Id, State, NetworkSettings }: Docker.ContainerInfo) =>
  `${Id} ${State} ${Object.keys(NetworkSettings.Networks)}`;

function ask({ method, path, body }: Attack): Promise<{ readonly status: number; readonly text: string }> {
  const socketPath = join(run.commands.proxy.folder, "docker.sock");
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    request({ socketPath, method, path, headers: { "content-type": "application/json" } }, (reply) => {
      textOf(reply).then((text) => resolve({ status: reply.statusCode ?? 0, text }), reject);
    })
      .once("error", reject)
      .end(sent);
  });
}

/** Sends bytes as they are, and gives all that comes back. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connectTo(join(run.commands.proxy.folder, "docker.sock"));
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => undefined);
  socket.end(Buffer.from(bytes, "latin1"));
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

test("everything that no script has a use for is refused, and the engine is as it was", async () => {
  const attacks = refused(victim);
  expect(attacks.length + Object.keys(RAW).length).toBeGreaterThanOrEqual(60);
  const answers = await Promise.all(attacks.map(async (attack) => ({ ...attack, ...(await ask(attack)) })));
  const passed = answers.filter(({ status }) => status < 400);
  expect(passed.map(({ what, status, text }) => `${what}: ${status} ${text}`)).toEqual([]);
  const ours = answers.filter(({ status, text }) => status >= 500 || text.includes(run.dir));
  expect(ours.map(({ what, status, text }) => `${what}: ${status} ${text}`)).toEqual([]);
  expect(await state()).toBe(before);
});

test.each(Object.entries(RAW))("%s gets no answer that says yes", async (_, bytes) => {
  const statuses = [...(await sendRaw(bytes)).matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  expect(statuses.filter((status) => status < 400)).toEqual([]);
  expect(await state()).toBe(before);
});

test("an honest request is answered all the same, and what was refused is kept for the report", async () => {
  expect((await ask({ what: "", method: "GET", path: "/version" })).status).toBe(200);
  expect(run.commands.proxy.refusals.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["compose-privileged", "path-outside", "path-engine-socket", "compose-driver-options"]),
  );
});

describe("two runs", () => {
  test("do not see each other, and may use the same names and ports", async () => {
    const script = `docker network create net2 > /dev/null; docker run -d --name twin --network net2 -p 7070:6379 redis:8 > /dev/null
      until docker exec twin redis-cli set who $WHO | grep -q OK; do :; done
      printf 'get who\\r\\nquit\\r\\n' | socat -t 60 - TCP:localhost:7070; docker ps --format '{{.Names}} {{.Ports}}' | grep twin; docker network ls --format '{{.Name}}' | grep net2`;
    const [one, two] = await Promise.all([run.sh(`WHO=one; ${script}`), other.sh(`WHO=two; ${script}`)]);
    const seen = (who: string) => `$3\r\n${who}\r\n+OK\r\ntwin 0.0.0.0:7070->6379/tcp\nnet2\n`;
    expect([one.stdout, two.stdout]).toEqual([seen("one"), seen("two")]);
    const [first, second] = await Promise.all([run, other].map(({ commands }) => commands.proxy.portOf(7070)));
    expect(first).toBeGreaterThan(0);
    expect(second).not.toBe(first);
  });

  test("tell events of their own only", async () => {
    const told = (name: string) => `since=$(date +%s.%N); docker network create ${name} > /dev/null
      docker events --since $since --until $(($(date +%s) + 1)) --filter type=network --format '{{.Action}} {{.Actor.Attributes.name}}'`;
    const [one, two] = await Promise.all([run.sh(told("ev-one")), other.sh(told("ev-two"))]);
    expect([one.stdout, two.stdout]).toEqual(["create ev-one\n", "create ev-two\n"]);
  });
});

test("what a script changes after a mount was judged is not what is mounted", async () => {
  const race = `mkdir -p a/b; echo mine > a/b/passwd
    (while :; do rm -rf a; ln -s /etc a; rm -f a; mkdir -p a/b; echo mine > a/b/passwd; done) & racing=$!
    for i in 1 2 3 4 5; do docker run --rm -v $PWD/a:/x redis:8 sh -c 'cat /x/passwd /x/b/passwd' 2>/dev/null; done; kill $racing`;
  expect((await run.sh(race)).stdout).not.toContain("root:");
});
