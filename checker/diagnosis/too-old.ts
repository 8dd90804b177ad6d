import type Docker from "dockerode";
import { GraderError } from "../core/errors.ts";
import { engineFacts } from "../engine/engine-facts.ts";

interface LaterKey {
  readonly name: string;
  /** The version of Compose that brought it. */
  readonly since: string;
}

/**
 * Keys that came after the oldest Compose that is taken here, and that can be judged: whose key is where, and since when.
 * Source: release notes of docker/compose, and "Introduced in" of the Compose file reference.
 */
const KEYS: readonly (LaterKey & { readonly below: string; readonly key: string })[] = [
  { name: "healthcheck.start_interval", below: "healthcheck", key: "start_interval", since: "2.20.2" },
  { name: "develop.watch", below: "services\\.[^.\\s]+", key: "develop", since: "2.22.0" },
  { name: "configs.content", below: "configs\\.[^.\\s]+", key: "content", since: "2.23.1" },
  { name: "annotations", below: "services\\.[^.\\s]+", key: "annotations", since: "2.22.0" },
  { name: "volumes.volume.subpath", below: "volume", key: "subpath", since: "2.26.0" },
  { name: "env_file.format", below: "env_file\\S*", key: "format", since: "2.30.0" },
  { name: "volumes.bind.recursive", below: "bind", key: "recursive", since: "2.30.0" },
  { name: "label_file", below: "services\\.[^.\\s]+", key: "label_file", since: "2.32.2" },
  { name: "networks.enable_ipv4", below: "networks\\.[^.\\s]+", key: "enable_ipv4", since: "2.33.1" },
  { name: "networks.gw_priority", below: "networks\\S*", key: "gw_priority", since: "2.33.1" },
  { name: "networks.interface_name", below: "networks\\S*", key: "interface_name", since: "2.36.0" },
  { name: "build.provenance", below: "build", key: "provenance", since: "2.39.0" },
  { name: "build.sbom", below: "build", key: "sbom", since: "2.39.0" },
];

const POLICIES: LaterKey = { name: "pull_policy: daily, weekly or every_", since: "2.32.0" };

/** The key of a later Compose behind its complaint about what it does not know. `text` is what the files hold. */
export function laterKey(complaint: string, text: string): LaterKey | undefined {
  if (/pull_policy must be one of/.test(complaint) && /pull_policy:\s*["']?(?:daily|weekly|every_)/.test(text))
    return POLICIES;
  return KEYS.find(({ below, key }) =>
    new RegExp(`(?:^|[\\s.])${below} [Aa]dditional propert(?:y|ies) '?${key}'? (?:is )?not allowed`).test(complaint),
  );
}

/** Whether version `a` is before `b`; both as `1.2.3`. */
export function isOlder(a: string, b: string): boolean {
  return a.localeCompare(b, "en", { numeric: true }) < 0;
}

/** What Compose says before it starts anything, where a key asks for more than this engine can do. */
const ENGINE_TOO_OLD = /^.*requires? (?:Docker Engine v\d+|(?:Docker )?API (?:version )?v?1\.\d+).*$/im;

/** Not the work's fault: the engine is too old for something that the compose file asks for. */
export async function engineTooOld(docker: Docker, output: string): Promise<GraderError | undefined> {
  const said = ENGINE_TOO_OLD.exec(output)?.[0];
  if (said === undefined) return undefined;
  const { version } = await engineFacts(docker);
  return new GraderError(
    "TOO_OLD",
    `The engine of this machine (${version}) is too old for the compose file: ${said.trim()}.`,
    "Bring the Docker engine up to date, then run the check again.",
  );
}
