import { literal, sourcesOf } from "../../../dockerfile/settled.ts";
import { isPublicAddress } from "../../names.ts";
import type { DockerfileRule } from "./rule.ts";

/** With a colon before the first slash, or in the form of a repository. */
const ADDRESS = /^[^/]*:|^(?:github|gitlab|bitbucket)\.\w+\/|\.git(?:[#?]|$)/i;

/**
 * The builder itself fetches what ADD names, from the network of the machine: a private address would lead to its own
 * services. Where builds have no network, there is nothing to fetch from.
 */
export const remoteAdd: DockerfileRule = {
  id: "dockerfile-remote-add",
  why: "What an address sends can be another thing each time, and the builder fetches it with the rights of the machine.",
  instead: "COPY of a file in your own folder",
  example: "ADD http://10.0.0.1/file /",
  refuses: (instruction, { network, token }) => {
    if (instruction.keyword !== "ADD") return false;
    const sources = sourcesOf(instruction).filter((source) => !isLocal(source));
    const remote = sources
      .map((source) => literal(source, token))
      .filter((source) => source === undefined || ADDRESS.test(source));
    return remote.some((source) => network === "none" || source === undefined || !isPublic(source));
  },
};

/** Whatever follows, and whatever a variable in it holds: it is a path. */
function isLocal(source: string): boolean {
  return /^(?:\.{1,2})?\/(?!\/)/.test(source);
}

function isPublic(source: string): boolean {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined || url.protocol !== "https:") return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (/^[\d.]+$|:/.test(host)) return isPublicAddress(host);
  return /\.[a-z]{2,}\.?$/i.test(host) && !/\.(?:local|localhost|localdomain|internal|lan|home|arpa)\.?$/i.test(host);
}
