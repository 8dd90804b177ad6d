import pc from "picocolors";
import type { Io } from "../command-line/io.ts";
import { UsageError } from "../core/errors.ts";
import { megabytes } from "../engine/images.ts";
import { CLASSROOM, classroomTags, PREPARED } from "../images/catalogue.ts";
import { type LocalImage, localImages } from "../images/local.ts";
import { ensureReady } from "../setup/ready.ts";
import { table } from "./table.ts";

const IMAGE_ACTIONS = ["list", "build", "pull", "remove"] as const;

const ORIGINS = { "stand-in": "stand-in made here", pulled: "pulled", yours: "yours" } as const;

/** Shows or changes the classroom images on this engine. Gives the exit code; throws UsageError and GraderError. */
export async function images(io: Io, action: string = "list"): Promise<number> {
  switch (action) {
    case "list":
      return list(io);
    case "build":
      await ensureReady({ ...io, images: PREPARED, only: "build" });
      return list(io);
    case "pull": {
      await ensureReady(io);
      const { pullImages } = await import("../images/prepare.ts");
      await pullImages(io.env, io.say);
      return list(io);
    }
    case "remove":
      return remove(io);
    default:
      throw new UsageError(`There is no "images ${action}": use ${IMAGE_ACTIONS.join(", ")}.`);
  }
}

async function list(io: Io): Promise<number> {
  const local = await localImages(io.env);
  const tags = classroomTags().filter((tag) => local.has(tag) || CLASSROOM.includes(tag));
  const rows = tags.map((tag) => row(tag, local.get(tag)));
  const [head = "", ...lines] = table([["tag", "from", "size", "id", "digest"], ...rows]);
  io.print(pc.createColors(io.colour).bold(head));
  for (const line of lines) io.print(line.trimEnd());
  return 0;
}

function row(tag: string, image: LocalImage | undefined): string[] {
  if (image === undefined) return [tag, "missing", "-", "-", "-"];
  // A stand-in has no registry's digest: its id is the digest of its configuration, and says as much.
  return [tag, ORIGINS[image.origin], megabytes(image.size), image.id.slice(0, 19), image.digest ?? "-"];
}

async function remove(io: Io): Promise<number> {
  const { removeStandIns } = await import("../images/remove.ts");
  const { removed, inUse } = await removeStandIns(io.env, await localImages(io.env));
  if (removed.length > 0) io.say(`Removed ${removed.length} tags of stand-ins.`);
  else if (inUse.length === 0) io.say("There is no stand-in to remove; images of your own are never touched.");
  if (inUse.length > 0) io.say(`Still in use, and left: ${inUse.join(", ")}.`);
  return inUse.length === 0 ? 0 : 1;
}
