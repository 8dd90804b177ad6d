import { readFileSync, watch } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, sep } from "node:path";
import { type Built, buildPage, listOf } from "../build.ts";
import { DeckError, describe } from "../format/problem.ts";
import { decoded } from "../render/html.ts";
import { Renderer } from "../render/renderer.ts";
import { problemPage } from "./problem-page.ts";

export interface ServerOptions {
  /** The folder with the decks, and which of them to serve. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly say: (line: string) => void;
  /** Is given each page that is new. */
  readonly built?: (built: Built) => void;
}

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly renderer: Renderer;
}

/** Editors write a file in several steps. */
const SETTLED = 50;

const RELOAD = readFileSync(new URL("../player/reload.js", import.meta.url), "utf8");
const HEADERS = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };

/** Serves decks, each rendered when it is asked for, and tells open pages when something has changed. */
export async function startServer({ folder, names, host, port, say, built }: ServerOptions): Promise<Server> {
  const renderer = new Renderer();
  const listening = new Set<ServerResponse>();
  const shown = new Map<string, string>();
  const deckPage = async (name: string): Promise<string> => {
    try {
      const page = await buildPage(join(folder, name), renderer, { scripts: [RELOAD] });
      if (shown.get(name) !== page.html) {
        for (const warning of page.warnings) say(describe(warning));
        built?.(page);
      }
      shown.set(name, page.html);
      return page.html;
    } catch (error) {
      if (!(error instanceof DeckError)) throw error;
      say(error.message);
      return problemPage(error, RELOAD);
    }
  };
  const answer = async (path: string): Promise<string | undefined> => {
    if (path === "/" || path === "/index.html") return listOf(folder, names);
    const name = decoded(path.slice(1)).replace(/\.html$/, "");
    return names.includes(name) ? deckPage(name) : undefined;
  };
  const server = createServer((request, response) => {
    const pathname = pathOf(request.url ?? "/");
    if (pathname === "/changes") {
      response
        .writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" })
        .write(": hello\n\n");
      listening.add(response);
      response.on("close", () => listening.delete(response));
      return;
    }
    answer(pathname)
      .then((html) => {
        if (html === undefined)
          response.writeHead(404, HEADERS).end("<!doctype html><title>Not found</title>There is no such deck.");
        else response.writeHead(200, HEADERS).end(html);
      })
      .catch((error: unknown) => {
        say(String(error));
        response.writeHead(500, { "content-type": "text/plain; charset=utf-8" }).end(String(error));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_, file) => {
    const [name = ""] = (file ?? "").split(sep);
    clearTimeout(timer);
    timer = setTimeout(() => {
      // What is in no deck may be included by any.
      for (const deck of names.includes(name) ? [name] : names)
        for (const page of listening) page.write(`data: ${JSON.stringify(deck)}\n\n`);
    }, SETTLED);
  });
  const { address, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${address === "0.0.0.0" || address === "::" ? "localhost" : address.includes(":") ? `[${address}]` : address}:${bound}/`,
    renderer,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      watcher.close();
      for (const page of listening) page.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The path of a request; whoever asks may write anything there. */
function pathOf(url: string): string {
  return /^\/[^?#]*/.exec(url)?.[0] ?? "/";
}
