import type { IncomingMessage, ServerResponse } from "node:http";
import { textOf } from "../../engine/raw.ts";
import { isRecord } from "./fields.ts";
import { invalid, Refused } from "./refused.ts";
import type { Run } from "./run.ts";

/** One row of the closed list of what a script may ask. */
export interface Endpoint {
  readonly method: string;
  /** `{container}` and the like stand for what the run has made: see `resolved`. */
  readonly path: string;
  /** Parameters that it may have. */
  readonly query: readonly string[];
  readonly act: (run: Run, call: Call, answer: ServerResponse) => Promise<void>;
  /** Its connection becomes a stream of bytes both ways. */
  readonly hijacks?: true;
}

/** A request, taken apart. */
export interface Call {
  readonly endpoint: Endpoint;
  /** `/v1.45`, or nothing. */
  readonly version: string;
  /** What stands in the path, as the script wrote it. */
  readonly given: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
}

type Pattern = readonly [RegExp, Endpoint];

/** A name as scripts give them; one of an image may have a host, folders, a tag, a digest. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,200}$/;
const IMAGE = /^[A-Za-z0-9][A-Za-z0-9_.\-/:@]{0,400}$/;
/** The minor number of version 1: before it, a container could be started with another configuration than it was created with. */
const OLDEST = 24;

export function patternsOf(endpoints: readonly Endpoint[]): readonly Pattern[] {
  return endpoints.map((endpoint) => {
    const path = endpoint.path.replaceAll(
      /\{(\w+)\}/g,
      (_, name) => `(?<${name}>${name === "image" ? ".+" : "[^/]+"})`,
    );
    return [new RegExp(`^(?<version>/v1\\.\\d{1,3})?${path}$`), endpoint];
  });
}

/** Finds the endpoint of a request. What is on no row is refused, as is a parameter that its row does not have. */
export function callOf(incoming: IncomingMessage, patterns: readonly Pattern[]): Call {
  const [path = "", search = "", ...more] = (incoming.url ?? "").split("?");
  for (const [pattern, endpoint] of patterns) {
    const groups = endpoint.method === incoming.method ? pattern.exec(path)?.groups : undefined;
    if (groups === undefined || more.length > 0) continue;
    const { version = "", ...given } = groups;
    if (version !== "" && Number(version.split(".")[1]) < OLDEST)
      throw invalid(`client version ${version.slice(2)} is too old`);
    const query = new URLSearchParams(search);
    for (const [key, value] of query)
      if (!endpoint.query.includes(key) && value !== "" && value !== "0" && value !== "false")
        throw notKnown(`${endpoint.method} ${endpoint.path} with ${key}`);
    return { endpoint, version, given: named(given), query, incoming };
  }
  throw notKnown(`${incoming.method} ${path}`);
}

function notKnown(what: string): Refused {
  return new Refused(403, `refused: ${what.slice(0, 200)}: a script of this course has no use for it`);
}

function named(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = Object.entries(given).map(([kind, text = ""]) => {
    let name: string;
    try {
      name = decodeURIComponent(text);
    } catch {
      throw invalid("invalid name");
    }
    if (!(kind === "image" ? IMAGE : NAME).test(name) || name.includes(".."))
      throw invalid(`invalid name: ${name.slice(0, 100)}`);
    return [kind, name];
  });
  return Object.fromEntries(names);
}

const MOST_BODY = 1024 * 1024;

/** The body of a request: one object of JSON. */
export async function bodyOf({ incoming }: Pick<Call, "incoming">): Promise<Record<string, unknown>> {
  const text = await textOf(incoming, MOST_BODY).catch(() => {
    throw new Refused(413, "the request is too large");
  });
  return objectOf(text);
}

export function objectOf(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("invalid JSON");
  }
  if (!isRecord(parsed)) throw invalid("an object was expected");
  return parsed;
}

/** The path at which the engine is asked: of the request only what its row has, with what the run calls its own. */
export async function enginePath(
  run: Run,
  { endpoint, version, given, query }: Call,
  changed: Query = {},
): Promise<string> {
  let path = endpoint.path;
  for (const [kind, name] of Object.entries(given)) path = path.replace(`{${kind}}`, await resolved(run, kind, name));
  const kept = Object.fromEntries(
    endpoint.query.flatMap((key) => (query.has(key) ? [[key, query.get(key) ?? ""]] : [])),
  );
  const search = new URLSearchParams(
    Object.entries({ ...kept, ...changed }).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  return `${version}${path}${search.size > 0 ? `?${search}` : ""}`;
}

export type Query = Readonly<Record<string, string | undefined>>;

async function resolved(run: Run, kind: string, name: string): Promise<string> {
  // By a name where one was given: the engine says it again.
  if (kind === "container") {
    const { Id, Name } = await run.container(name);
    return Name === `/${run.names.ours(name)}` ? run.names.ours(name) : Id;
  }
  if (kind === "network") return (await run.network(name)).Id;
  if (kind === "volume") return (await run.volume(name)).Name;
  if (kind === "image") return (await run.images.require(name)).ref;
  if (!run.execs.has(name)) throw new Refused(404, `No such exec instance: ${name}`);
  return name;
}
