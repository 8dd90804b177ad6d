import { readdir } from "node:fs/promises";
import { posix } from "node:path";
import { Finding } from "../../core/errors.ts";
import { COMPOSE_FILES, type ServiceSpec } from "../../engine/compose.ts";
import type { JudgedModel } from "../../sandbox/model.ts";
import { type ComposeWork, OVERRIDE_FILES, readComposeFile, readYaml } from "./compose-file.ts";

type Build = NonNullable<ServiceSpec["build"]>;

const models = new WeakMap<ComposeWork, Promise<JudgedModel | undefined>>();

/**
 * How the compose file of a submission builds a service, where it says more than the folder of that name. An image has to be
 * judged as it is built for the stack: from that context, with that Dockerfile, those arguments, up to that stage.
 */
export async function composeBuild(work: ComposeWork, service: string): Promise<Build | undefined> {
  if (!(await saysMore(work, service))) return undefined;
  const model = await (models.get(work) ?? remember(work));
  const build = model?.services[service]?.build;
  return build?.dockerfile_inline === undefined ? build : undefined;
}

/** A compose file that is not valid is a matter of its own checks. */
function remember(work: ComposeWork): Promise<JudgedModel | undefined> {
  const model = readComposeFile(work).then(
    (file) => file.model,
    (error: unknown) => {
      if (error instanceof Finding) return undefined;
      throw error;
    },
  );
  models.set(work, model);
  return model;
}

/** Reads the file as it is written, which costs nothing: Compose is asked only where the answer may matter. */
async function saysMore(work: ComposeWork, service: string): Promise<boolean> {
  const names = await readdir(work.dir);
  const name = COMPOSE_FILES.find((wanted) => names.includes(wanted));
  if (name === undefined) return false;
  if (OVERRIDE_FILES.some((override) => names.includes(override))) return true;
  try {
    const { document } = await readYaml(work, name);
    return isMore(document.toJS({ maxAliasCount: 100 }), service);
  } catch {
    return false;
  }
}

/** Whether a compose file may say more of a service's build than that it is in the folder of its name. */
export function isMore(content: unknown, service: string): boolean {
  const { services, include } = (content ?? {}) as { services?: Record<string, unknown>; include?: unknown };
  const entry = services?.[service] as { build?: unknown; extends?: unknown } | null | undefined;
  if (entry === undefined || entry === null) return include !== undefined;
  if (entry.extends !== undefined) return true;
  const { build } = entry;
  if (build === undefined || build === null) return false;
  if (typeof build !== "object") return !isFolder(build, service);
  const { context = ".", ...more } = build as Record<string, unknown>;
  return !isFolder(context, service) || Object.keys(more).some((key) => DECIDES.has(key));
}

const DECIDES: ReadonlySet<string> = new Set(["dockerfile", "dockerfile_inline", "target", "args"]);

function isFolder(path: unknown, folder: string): boolean {
  return posix.join(String(path), ".").replace(/\/$/, "") === folder;
}
