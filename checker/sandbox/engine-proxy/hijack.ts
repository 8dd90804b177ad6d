import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { joinSockets } from "../../engine/join-sockets.ts";
import { textOf } from "../../engine/raw.ts";
import { type Call, enginePath, objectOf } from "./call.ts";
import { EXEC, known } from "./fields.ts";
import { invalid } from "./refused.ts";
import type { Run } from "./run.ts";

const MOST_BODY = 64 * 1024;

/** `attach` and `exec` leave HTTP behind once the engine has agreed: from there on it is bytes both ways, until both have ended. */
export async function hijack(run: Run, call: Call, socket: Socket, head: Buffer): Promise<void> {
  const { body, rest } = await bodyAhead(call.incoming, socket, head);
  const isExec = call.given.exec !== undefined;
  const sent = isExec ? JSON.stringify(known(objectOf(body), EXEC)) : "";
  const headers = {
    host: "docker",
    connection: "Upgrade",
    upgrade: "tcp",
    "content-length": Buffer.byteLength(sent),
    ...(sent !== "" && { "content-type": "application/json" }),
  };
  const asked = request({ ...run.target, method: "POST", path: await enginePath(run, call), headers });
  socket.once("close", () => asked.destroy());
  await new Promise<void>((resolve, reject) => {
    asked.once("error", reject);
    asked.once("response", (reply) => {
      refuse(run, reply, socket).then(resolve, reject);
    });
    asked.once("upgrade", (reply, upstream, first) => {
      const type = reply.headers["content-type"] ?? "application/vnd.docker.raw-stream";
      socket.write(`HTTP/1.1 101 UPGRADED\r\nContent-Type: ${type}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`);
      socket.write(first);
      upstream.write(rest);
      joinSockets(upstream as Socket, socket);
      upstream.once("close", resolve);
    });
    asked.end(sent);
  });
}

async function refuse(run: Run, reply: IncomingMessage, socket: Socket): Promise<void> {
  answerOn(socket, reply.statusCode ?? 502, run.out(await textOf(reply)));
}

/** The whole of an answer, where Node gives us a socket and no answer to write it with. */
export function answerOn(socket: Socket, status: number, json: string): void {
  const head = ["HTTP/1.1", String(status), "Refused"].join(" ");
  const headers = ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(json)}`, "Connection: close"];
  socket.end(`${[head, ...headers].join("\r\n")}\r\n\r\n${json}`);
}

/** The body of a request that asks for an upgrade is still in its socket, and so is what comes after it. */
async function bodyAhead(
  incoming: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<{ body: string; rest: Buffer }> {
  const length = Number(incoming.headers["content-length"] ?? 0);
  if (incoming.headers["transfer-encoding"] !== undefined || !(length <= MOST_BODY)) throw invalid("invalid body");
  let held = head;
  while (held.length < length) {
    const chunk = await new Promise<Buffer | undefined>((resolve) => {
      socket.once("data", resolve).once("close", () => resolve(undefined));
    });
    socket.pause();
    if (chunk === undefined) throw invalid("the request ended early");
    held = Buffer.concat([held, chunk]);
  }
  return { body: held.subarray(0, length).toString("utf8"), rest: held.subarray(length) };
}
