import { amounts } from "./amounts.ts";
import { builds } from "./build.ts";
import { collisions } from "./collisions.ts";
import { dockerfiles } from "./dockerfiles.ts";
import { folders } from "./folder.ts";
import { keys } from "./keys.ts";
import { more } from "./more.ts";
import { paths } from "./paths.ts";
import { reading } from "./reading.ts";
import { registries } from "./registries.ts";
import type { HostileWork } from "./work.ts";

/** Made for grading: what somebody could try on a machine that judges strangers. */
export const hostile: readonly HostileWork[] = [
  ...keys,
  ...more,
  ...paths,
  ...reading,
  ...builds,
  ...registries,
  ...dockerfiles,
  ...folders,
  ...collisions,
  ...amounts,
];
