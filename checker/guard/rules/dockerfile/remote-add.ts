import { isPublicAddress } from "../../names.ts";
import type { DockerfileRule } from "./rule.ts";

const ADDRESS = /^(?:https?|git|ssh|ftp|oci):|^[\w.-]+@[\w.-]+:|^(?:github|gitlab|bitbucket)\.\w+\/|\.git(?:[#?]|$)/i;

/**
 * The builder itself fetches what ADD names, from the network of the machine: a private address would lead to its own
 * services. Where builds have no network, there is nothing to fetch from.
 */
export const remoteAdd: DockerfileRule = {
  id: "dockerfile-remote-add",
  why: "What an address sends can be another thing each time, and the builder fetches it with the rights of the machine.",
  instead: "COPY of a file in your own folder",
  refuses: ({ keyword, rest }, { network, expand }) => {
    if (keyword !== "ADD") return false;
    const remote = sources(rest)
      .map(expand)
      .filter((source) => ADDRESS.test(source) || source.startsWith("$"));
    return remote.some((source) => network === "none" || !isPublic(source));
  },
};

function sources(rest: string): readonly string[] {
  const words = rest
    .replace(/^\s*\[|\]\s*$/g, " ")
    .split(/[\s,]+/)
    .map((word) => word.replace(/["'\\]/g, ""));
  return words.filter((word) => word !== "").slice(0, -1);
}

function isPublic(source: string): boolean {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined || url.protocol !== "https:") return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (/^[\d.]+$|:/.test(host)) return isPublicAddress(host);
  return /\.[a-z]{2,}\.?$/i.test(host) && !/\.(?:local|localhost|localdomain|internal|lan|home|arpa)\.?$/i.test(host);
}
