import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { command } from "./command.ts";
import { tellCalls } from "./debug.ts";

const signal = new AbortController().signal;
const told = (wanted: string | undefined): string[] => {
  const lines: string[] = [];
  tellCalls(wanted === undefined ? {} : { WORKSHOP_DEBUG: wanted }, (line) =>
    lines.push(line.replace(/\d+\.\d{3}/, "T")),
  );
  return lines;
};

/** Asks over HTTP as dockerode does, and runs `true compose up`, `false build .`. */
async function act(): Promise<void> {
  const server = createServer((_, response) => response.end("OK"));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((ended) =>
    get({ port, host: "127.0.0.1", path: "/_ping", agent: false }, (response) => response.resume().on("end", ended)),
  );
  server.close();
  await command("true", ["compose", "up"], { env: process.env, signal });
  await command("false", ["build", "."], { env: process.env, signal });
}

test("WORKSHOP_DEBUG tells requests to the engine and docker commands, those that were asked for", async () => {
  const [all, some, none] = [told("*"), told("build, engine"), told(undefined)];
  await act();
  expect(all).toEqual([
    "engine  T s  GET /_ping 200",
    "compose T s  docker compose up",
    "build   T s  docker build . (failed)",
  ]);
  expect(some).toEqual([all[0], all[2]]);
  expect(none).toEqual([]);
});
