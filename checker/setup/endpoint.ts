import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface TlsFiles {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly verify: boolean;
}

/** Where the engine's API is. `name` is for people: an address, and the context that it came from. */
export type Endpoint = { readonly name: string } & (
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "npipe"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: TlsFiles }
  | { readonly kind: "ssh"; readonly url: string }
);

/** Docker's own configuration folder. Source: "Docker CLI configuration files", docs.docker.com. */
export function dockerConfigFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(env.HOME || env.USERPROFILE || homedir(), ".docker");
}

/** Docker's config.json; an absent or broken one says nothing. */
export function dockerConfig(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const config = readJson(join(dockerConfigFolder(env), "config.json"));
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}

/**
 * The engine that the docker client would talk to: DOCKER_HOST, else DOCKER_CONTEXT, else the current context, else the
 * default socket. Throws a plain Error for an address that cannot be read.
 */
export function engineEndpoint(env: NodeJS.ProcessEnv): Endpoint {
  if (env.DOCKER_HOST) return parseHost(env.DOCKER_HOST, `${env.DOCKER_HOST} (DOCKER_HOST)`, tlsFromEnv(env));
  const context = contextName(env);
  if (context !== "default") return fromContext(env, context);
  const local = process.platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";
  return parseHost(local, local);
}

/** The docker context in use; DOCKER_HOST makes that the default one. It is also the name of the engine's own builder. */
export function contextName(env: NodeJS.ProcessEnv): string {
  const current = dockerConfig(env).currentContext;
  if (env.DOCKER_HOST) return "default";
  return env.DOCKER_CONTEXT || (typeof current === "string" && current) || "default";
}

/** Reads one address as the docker client does: unix://, npipe://, tcp://, http(s):// or ssh://. */
export function parseHost(address: string, name = address, tls?: TlsFiles): Endpoint {
  const scheme = /^([a-z]+):\/\/(.*)$/.exec(address);
  const rest = scheme?.[2] ?? "";
  switch (scheme?.[1]) {
    case "unix":
      return { kind: "unix", path: rest, name };
    case "npipe":
      return { kind: "npipe", path: rest.replaceAll("/", "\\"), name };
    case "ssh":
      return { kind: "ssh", url: address, name };
    case "tcp":
    case "http":
    case "https": {
      const url = new URL(`http://${rest}`);
      const port = url.port === "" ? defaultPort(address, rest, tls) : Number(url.port);
      return { kind: "tcp", host: url.hostname.replace(/^\[|\]$/g, ""), port, name, ...(tls ? { tls } : {}) };
    }
    default:
      throw new Error(`"${address}" is no address of a Docker engine (unix://, tcp:// and ssh:// are)`);
  }
}

function defaultPort(address: string, rest: string, tls: TlsFiles | undefined): number {
  // `new URL` swallows ":80" as http's default.
  if (/:80(\/|$)/.test(rest)) return 80;
  return tls || address.startsWith("https") ? 2376 : 2375;
}

function tlsFromEnv(env: NodeJS.ProcessEnv): TlsFiles | undefined {
  if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return undefined;
  return tlsFiles(env.DOCKER_CERT_PATH || dockerConfigFolder(env), Boolean(env.DOCKER_TLS_VERIFY));
}

function tlsFiles(folder: string, verify: boolean): TlsFiles {
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((file) => read(join(folder, file)));
  return { verify, ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
}

function fromContext(env: NodeJS.ProcessEnv, context: string): Endpoint {
  const id = createHash("sha256").update(context).digest("hex");
  const contexts = join(dockerConfigFolder(env), "contexts");
  const meta = readJson(join(contexts, "meta", id, "meta.json")) as ContextMeta | undefined;
  const docker = meta?.Endpoints?.docker;
  if (!docker?.Host) throw new Error(`docker context "${context}" does not exist: see \`docker context ls\``);
  const folder = join(contexts, "tls", id, "docker");
  const tls = read(join(folder, "ca.pem")) ? tlsFiles(folder, docker.SkipTLSVerify !== true) : undefined;
  return parseHost(docker.Host, `${docker.Host} (context ${context})`, tls);
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
