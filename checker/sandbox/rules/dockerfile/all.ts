import { flags } from "./flags.ts";
import { images } from "./images.ts";
import { labels } from "./labels.ts";
import { mounts } from "./mounts.ts";
import { network } from "./network.ts";
import { registries } from "./registries.ts";
import { remoteAdd } from "./remote-add.ts";
import type { DockerfileRule } from "./rule.ts";
import { security } from "./security.ts";

export const DOCKERFILE_RULES: readonly DockerfileRule[] = [
  mounts,
  security,
  network,
  images,
  registries,
  remoteAdd,
  labels,
  flags,
];
