// Serves a folder of built decks. Plain JavaScript and nothing but Node: this is what runs in the container.
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const [folder = ".", port = "8080"] = process.argv.slice(2);
const MISSING = "There are no slides here yet. Type `npm run slides -- build` and `docker compose up slides`.";

/** @param {string} url */
function fileOf(url) {
  try {
    const name = decodeURIComponent(new URL(url, "http://localhost").pathname.slice(1)) || "index.html";
    return /^[\w-]+\.html$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

const server = createServer(async (request, response) => {
  const name = fileOf(request.url ?? "/");
  try {
    if (name === undefined) throw new Error("no such page");
    const page = await readFile(join(folder, name));
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
    response.end(request.method === "HEAD" ? undefined : page);
  } catch {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end(name === "index.html" ? MISSING : "There is no such page.");
  }
});
server.listen(Number(port), async () => {
  const names = await readdir(folder).catch(() => []);
  const decks = names.filter((name) => name.endsWith(".html") && name !== "index.html");
  process.stdout.write(decks.length > 0 ? `Serving ${decks.join(", ")}\n` : `${MISSING}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
