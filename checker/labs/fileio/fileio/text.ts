import { answersSomewhere, type Program } from "../../../kit/kit.ts";

/** Where writer's listener listens, and where webapp does, in its container and on the machine. */
export const WRITER_PORT = 7000;
export const PAGE_PORT = 8000;

/** Of what is sent; the given code writes two short lines. */
export const MOST_BYTES = 4096;

/** One text of the file. */
export interface Text {
  readonly number: number;
  /** Both lines, without their ends. */
  readonly lines: string;
}

/** Reads what the given writer.js writes, however its lines end; undefined for anything else. */
export function textOf(sent: Buffer): Text | undefined {
  if (sent.length > MOST_BYTES) return undefined;
  const lines = textIn(sent);
  const found = /^Text (\d{1,9}) of \S{1,300}, written at [\d:]{8}\n[\da-f]{48}$/.exec(lines);
  return found ? { number: Number(found[1]), lines } : undefined;
}

/** For people, and to compare. */
export function textIn(sent: Buffer): string {
  return sent.toString("utf8", 0, MOST_BYTES).replaceAll("\r\n", "\n").trim();
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** While nothing comes from writer, the given webapp.js says so. */
export function saysItCannot({ status, body }: Answer): boolean {
  return status === 502 && textIn(body).startsWith("The text cannot be read");
}

/** The given webapp.js shows a text, or says that it cannot. */
export function isFromWebapp(answer: Answer): boolean {
  return saysItCannot(answer) || textOf(answer.body) !== undefined;
}

/** An answer of webapp, for people. */
export function inWords({ status, body }: Answer): string {
  return `status ${status}: ${textIn(body).slice(0, 300)}`;
}

/** The given code, and what it is known by. */
export const WRITER: Program = {
  service: "writer",
  file: "writer/writer.js",
  async works(agent) {
    for (const { port, loopback } of await agent.listening()) {
      if (loopback) continue;
      const sent = await agent.read("127.0.0.1", port).catch(() => undefined);
      if (sent !== undefined && textOf(sent) !== undefined) return true;
    }
    return false;
  },
};

export const WEBAPP: Program = {
  service: "webapp",
  file: "webapp/webapp.js",
  async works(agent) {
    return (await answersSomewhere(agent, "/", isFromWebapp)) !== undefined;
  },
};
