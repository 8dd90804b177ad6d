import { join } from "node:path";
import type { Model } from "../engine/compose.ts";
import { READ_AT } from "../engine/compose-reader.ts";

type Loose = Record<string, unknown>;

/** Of no use to `up`; or read already, and not to be read once more where more can be read. */
const DROPPED = ["env_file", "label_file", "develop", "annotations"];
/** What is said about an image in a registry. */
const DROPPED_OF_BUILD = ["provenance", "sbom"];

/**
 * A rendered model that leads to where the submission lies, in `dir`, and that has nothing left to be looked up when it is
 * started: neither in files nor in the environment of whoever starts it.
 */
export function sealed(model: Model, dir: string): Model {
  const sealed = structuredClone(model) as Loose;
  // A model without services has none, and not nothing.
  sealed.services ??= {};
  for (const service of records(sealed.services)) {
    for (const key of DROPPED) delete service[key];
    dropUnset(service, "environment");
    for (const mount of records(service.volumes)) if (mount.type === "bind") place(mount, "source", dir);
    for (const build of records([service.build])) {
      for (const key of DROPPED_OF_BUILD) delete build[key];
      dropUnset(build, "args");
      place(build, "context", dir);
      place(build, "dockerfile", dir);
    }
  }
  for (const kind of ["secrets", "configs"]) for (const entry of records(sealed[kind])) place(entry, "file", dir);
  return sealed as Model;
}

/** Compose read the submission at READ_AT. What it found anywhere else stays as it is, and is refused. */
function place(entry: Loose, key: string, dir: string): void {
  const path = entry[key];
  if (typeof path !== "string" || !`${path}/`.startsWith(`${READ_AT}/`)) return;
  entry[key] = join(dir, ...path.slice(READ_AT.length).split("/"));
}

/** A variable without a value would get that of the environment. */
function dropUnset(entry: Loose, key: string): void {
  const variables = entry[key];
  if (!isRecord(variables)) return;
  entry[key] = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));
}

function records(value: unknown): readonly Loose[] {
  return typeof value === "object" && value !== null ? Object.values(value).filter(isRecord) : [];
}

function isRecord(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
