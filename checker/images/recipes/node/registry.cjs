// The public registry of npm, as far as this classroom image has it: npm and yarn load this file first, and what they ask the
// registry is answered from a folder. It is not their cache, which is as empty as in the official image and may be emptied.
const { randomUUID } = require("node:crypto");
const { createReadStream, statSync } = require("node:fs");
const http = require("node:http");
const https = require("node:https");
const { join, normalize } = require("node:path");

const FOLDER = "/usr/share/workshop/npm";
const HOSTS = ["registry.npmjs.org", "registry.yarnpkg.com"];

function answer({ url = "/" }, response) {
  const path = normalize(decodeURIComponent(url.split("?")[0]));
  const file = path.endsWith(".tgz") ? join(FOLDER, path) : join(FOLDER, path, "package.json");
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end('{"error":"Not found"}');
    return;
  }
  const type = path.endsWith(".tgz") ? "application/octet-stream" : "application/json";
  response.writeHead(200, { "content-type": type, "content-length": statSync(file).size });
  createReadStream(file).pipe(response);
}

let socketPath;

/** A name that only this process's part of the network knows; the process ends all the same. */
function listening() {
  if (socketPath === undefined) {
    socketPath = `\0workshop-registry-${randomUUID()}`;
    http.createServer(answer).listen(socketPath).unref();
  }
  return socketPath;
}

const { request } = https;
https.request = (...args) => {
  const callback = args.find((arg) => typeof arg === "function");
  const parts = args.filter((arg) => typeof arg !== "function");
  const asked = parts.map((part) => (typeof part === "string" ? new URL(part) : part));
  const host = asked.map((part) => part.hostname ?? part.host).find(Boolean) ?? "";
  if (!HOSTS.includes(host.split(":")[0])) return request.call(https, ...args);
  const path = asked.map((part) => part.path ?? (part.pathname && part.pathname + (part.search ?? ""))).find(Boolean);
  const { method, headers, signal } = Object.assign({}, ...asked.filter((part) => !(part instanceof URL)));
  const asking = http.request({ socketPath: listening(), path, method, headers, signal, agent: false }, callback);
  // yarn looks whether the other side's certificate was valid.
  return asking.on("socket", (socket) => Object.assign(socket, { authorized: true }));
};
