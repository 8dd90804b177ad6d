import { amounts } from "./hostile-amounts.ts";
import { builds } from "./hostile-build.ts";
import { collisions } from "./hostile-collisions.ts";
import { dockerfiles } from "./hostile-dockerfiles.ts";
import { folders } from "./hostile-folder.ts";
import { keys } from "./hostile-keys.ts";
import { more } from "./hostile-more.ts";
import { paths } from "./hostile-paths.ts";
import { reading } from "./hostile-reading.ts";
import { registries } from "./hostile-registries.ts";
import type { HostileWork } from "./hostile-work.ts";

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
