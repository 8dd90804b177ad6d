import { spawn } from "node:child_process";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { Duplex } from "node:stream";
import type { Endpoint } from "../engine/endpoint.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One request to the engine's HTTP API. Set-up asks little and is asked on every run: this costs milliseconds, where
 * loading a client library costs ten times that. Rejects with the system's error when the engine is away.
 */
export async function api(
  endpoint: Endpoint,
  env: NodeJS.ProcessEnv,
  path: string,
  options: { timeoutMs?: number } = {},
): Promise<ApiAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 5000);
  return new Promise((resolve, reject) => {
    const request = open(endpoint, env, { path, signal, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.on("error", reject);
    request.end();
  });
}

function open(
  endpoint: Endpoint,
  env: NodeJS.ProcessEnv,
  options: RequestOptions,
  done: (response: IncomingMessage) => void,
): ClientRequest {
  const headers = { Host: "docker" };
  switch (endpoint.kind) {
    case "unix":
    case "npipe":
      return httpRequest({ ...options, headers, socketPath: endpoint.path }, done);
    case "tcp": {
      const address = { ...options, headers, host: endpoint.host, port: endpoint.port };
      if (!endpoint.tls) return httpRequest(address, done);
      const { ca, cert, key, verify } = endpoint.tls;
      return httpsRequest({ ...address, ca, cert, key, rejectUnauthorized: verify }, done);
    }
    case "ssh":
      // The client knows how to reach it: `dial-stdio` is what it uses itself at the other end.
      return httpRequest({ ...options, headers, createConnection: () => dialStdio(env) }, done);
  }
}

function dialStdio(env: NodeJS.ProcessEnv): Duplex {
  const child = spawn("docker", ["system", "dial-stdio"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const duplex = Duplex.from({ writable: child.stdin, readable: child.stdout });
  child.on("error", (error) => duplex.destroy(error));
  duplex.on("close", () => child.kill());
  return duplex;
}
