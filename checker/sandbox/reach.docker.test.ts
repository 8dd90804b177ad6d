import { execFileSync } from "node:child_process";
import { connect as connectTo, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leftovers } from "../e2e/attempt.ts";
import { connect } from "../engine/connect.ts";
import { type Container, run } from "../engine/container.ts";
import { networkApart } from "../engine/network.ts";
import { Session } from "../engine/session.ts";

const docker = connect(process.env);
const NODE = "node:20-slim";
const SERVE = "require('net').createServer((socket) => socket.end('here')).listen(80, '0.0.0.0')";

const session = (network: "none" | "default") =>
  new Session({ docker, env: process.env, emit: () => undefined, signal: new AbortController().signal, network });

/** A container as a student's is run, which does nothing but wait to be asked. */
const start = (within: Session, script = SERVE) =>
  run(within, { subject: "stranger", image: NODE, entrypoint: ["node", "-e", script], command: [], publish: 80 });

/** What a program in the container says on its last line. */
async function inside(container: Container, command: readonly string[]): Promise<string> {
  const exec = await docker
    .getContainer(container.id)
    .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8").slice(8).trim();
}

/** `open` where a TCP connection is answered, otherwise why not. */
function dial(from: Container, host: string, port: number): Promise<string> {
  const script = `const s=require('net').connect({host:'${host}',port:${port},timeout:2000});
    s.on('connect',()=>{console.log('open');process.exit()});s.on('timeout',()=>{console.log('timeout');process.exit()});
    s.on('error',(e)=>{console.log(e.code);process.exit()})`;
  return inside(from, ["node", "-e", script]);
}

async function addressOf(container: Container): Promise<{ address: string; gateway: string }> {
  const { NetworkSettings } = await docker.getContainer(container.id).inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  return { address: network?.IPAddress ?? "", gateway: network?.Gateway ?? "" };
}

function listen(host: string): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.end("here"));
    server.listen(0, host, () => resolve({ server, port: (server.address() as { port: number }).port }));
  });
}

/** From this machine, by the port that is published on its loopback. */
function answersHere(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo({ host: "127.0.0.1", port });
    socket.on("data", () => resolve(true));
    socket.on("error", () => resolve(false));
  });
}

afterAll(async () => expect(await leftovers(process.env)).toEqual([]));

describe.each(["default", "none"] as const)("a container, network %s", (network) => {
  let mine: Session;
  let others: Session;
  let stranger: Container;
  let neighbour: Container;
  beforeAll(async () => {
    [mine, others] = [session(network), session(network)];
    [stranger, neighbour] = await Promise.all([start(mine), start(others)]);
  });
  afterAll(() => Promise.all([mine[Symbol.asyncDispose](), others[Symbol.asyncDispose]()]));

  test("reaches its own network, so that what follows would be seen", async () => {
    await using friend = await start(mine);
    expect(await dial(stranger, (await addressOf(friend)).address, 80)).toBe("open");
  });

  test("does not reach containers of another submission, neither directly nor by the port that is published", async () => {
    const { address } = await addressOf(neighbour);
    expect(await answersHere(neighbour.port)).toBe(true);
    expect(await dial(stranger, address, 80)).not.toBe("open");
    const { gateway } = await addressOf(stranger);
    expect(await dial(stranger, gateway, neighbour.port)).not.toBe("open");
    expect(await dial(stranger, (await addressOf(neighbour)).gateway, neighbour.port)).not.toBe("open");
  });

  test("does not reach what listens on the loopback of the machine", async () => {
    const { server, port } = await listen("127.0.0.1");
    const { gateway } = await addressOf(stranger);
    try {
      for (const host of ["127.0.0.1", "localhost", gateway]) expect(await dial(stranger, host, port)).not.toBe("open");
    } finally {
      server.close();
    }
  });

  test("has no socket of an engine, no host's files, and no capability beyond the list", async () => {
    const script = `const fs=require('fs');console.log(JSON.stringify({
      sockets: ['/var/run/docker.sock','/run/containerd/containerd.sock'].filter((file)=>fs.existsSync(file)),
      caps: /CapBnd:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status','utf8'))[1],
      privileges: /NoNewPrivs:\\s*(\\d)/.exec(fs.readFileSync('/proc/self/status','utf8'))[1],
      pids: fs.readdirSync('/proc').filter((name)=>/^\\d+$/.test(name)).length }))`;
    const seen = JSON.parse(await inside(stranger, ["node", "-e", script]));
    // CHOWN 0, DAC_OVERRIDE 1, FOWNER 3, KILL 5, SETGID 6, SETUID 7, NET_BIND_SERVICE 10
    expect(BigInt(`0x${seen.caps}`)).toBe(0b100_1110_1011n);
    expect(seen).toMatchObject({ sockets: [], privileges: "1" });
    expect(seen.pids).toBeLessThan(10);
  });
});

const canMakeNetworks = process.platform === "linux" && process.getuid?.() === 0;

/** A host that is reached like any on the Internet: by routing, from a network of its own that Docker knows nothing of. */
describe.runIf(canMakeNetworks)("a host outside", () => {
  const name = `workshop${process.pid}`;
  const [here, there] = ["198.51.100.1", "198.51.100.2"];
  const ip = (...args: string[]) => execFileSync("ip", args, { stdio: "pipe" });
  let server: ReturnType<typeof import("node:child_process").spawn>;
  beforeAll(async () => {
    if (JSON.stringify(networkInterfaces()).includes("198.51.100.")) throw new Error("198.51.100.0/24 is in use here");
    ip("netns", "add", name);
    ip("link", "add", `w${process.pid}a`, "type", "veth", "peer", "name", "outside", "netns", name);
    ip("addr", "add", `${here}/30`, "dev", `w${process.pid}a`);
    ip("link", "set", `w${process.pid}a`, "up");
    ip("-n", name, "addr", "add", `${there}/30`, "dev", "outside");
    ip("-n", name, "link", "set", "outside", "up");
    const { spawn } = await import("node:child_process");
    server = spawn("ip", ["netns", "exec", name, process.execPath, "-e", `${SERVE};console.log('up')`]);
    await new Promise((resolve) => server.stdout?.once("data", resolve));
  });
  afterAll(() => {
    server.kill("SIGKILL");
    ip("netns", "del", name);
  });

  test("is reached by default, and not at all with network none", async () => {
    await using open = session("default");
    await using closed = session("none");
    await Promise.all([networkApart(open), networkApart(closed)]);
    const [free, held] = await Promise.all([start(open), start(closed)]);
    expect(await dial(free, there, 80)).toBe("open");
    expect(await dial(held, there, 80)).toBe("timeout");
    expect(await answersHere(held.port)).toBe(true);
  });
});
