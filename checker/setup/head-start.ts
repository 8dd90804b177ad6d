import { dockerHubAnswers } from "../images/hub.ts";
import { missingFrom } from "../images/missing.ts";
import type { SetupContext } from "./context.ts";
import { imagePackages } from "./plan.ts";

/** Where no image can be pulled, a machine without an engine begins to make them while it gets one. */
export interface HeadStart {
  /** What has to be installed for it, at the same time as what the engine needs. */
  readonly packages: readonly string[];
  /** Begins, when those packages are there. */
  begin(): void;
}

/** Begins at once with what needs no package. */
export async function headStart({ say, machine, images, only, parts }: SetupContext): Promise<HeadStart> {
  const { gaps } = missingFrom(images, new Map());
  if (gaps.length === 0 || (only !== "build" && (await dockerHubAnswers()))) return { packages: [], begin: () => {} };
  say("The classroom images have to be made from Debian: that begins meanwhile.");
  if (gaps.some(({ recipe }) => recipe.name === "node")) parts.npm();
  return { packages: imagePackages(machine), begin: () => void parts.base() };
}
