import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GraderError } from "../../core/errors.ts";
import { build, type Image } from "../../engine/build.ts";
import { inspectImage } from "../../engine/image-lookup.ts";
import { REFERENCE } from "../../engine/labels.ts";
import type { Session } from "../../engine/session.ts";
import { filesOf } from "../../workspace/given.ts";

const DEADLINE = 300;

/** The image of a service as the reference builds it. It stays on the engine, and is built anew when its files change. */
export async function referenceImage(
  session: Session,
  lab: string,
  reference: string,
  service: string,
): Promise<Image> {
  const tag = `workshop/${lab}-${service}:reference`;
  const hash = await hashOf(join(reference, service));
  const found = await inspect(session, tag);
  if (found?.hash === hash) return { tag, id: found.id };
  const result = await build(session, {
    subject: `the reference's ${service}`,
    context: join(reference, service),
    dockerfile: join(reference, service, "Dockerfile"),
    tag,
    labels: { [REFERENCE]: hash },
    deadline: DEADLINE,
  });
  if (result.status === "built") return result.image;
  throw new GraderError(
    "REFERENCE_BROKEN",
    `The reference's ${service} does not build here:\n${result.output.trimEnd().split("\n").slice(-8).join("\n")}`,
    "Run `npm run doctor`: the classroom images may be missing or broken.",
  );
}

async function inspect(session: Session, tag: string): Promise<{ id: string; hash: string | undefined } | undefined> {
  const found = await inspectImage(session.docker, tag);
  return found && { id: found.Id, hash: found.Config?.Labels?.[REFERENCE] };
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesOf(folder, ["."])) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
