import type { Rule } from "../core/rule.ts";
import { parseImageName } from "./image-name.ts";

/** Registries that anybody can reach, and that belong to those whose names they bear. */
const PUBLIC: ReadonlySet<string> = new Set([
  ...["docker.io", "registry-1.docker.io", "mirror.gcr.io", "dhi.io"],
  ...["ghcr.io", "quay.io", "gcr.io", "mcr.microsoft.com", "public.ecr.aws", "registry.k8s.io", "registry.gitlab.com"],
  ...["cgr.dev", "docker.elastic.co", "lscr.io", "nvcr.io", "container-registry.oracle.com"],
  ...["registry.access.redhat.com", "registry.fedoraproject.org", "registry.opensuse.org", "registry.suse.com"],
]);

/** Refuses names of images whose registry is not a public one. The engine asks from the machine's own network. */
export const imageRegistry: Rule & { readonly refuses: (name: string) => boolean } = {
  id: "image-registry",
  why: "The machine that judges would ask this address from its own network, where it reaches what is meant for itself only.",
  instead: `an image from a public registry, such as python:3.13-slim; these are known: ${[...PUBLIC].slice(0, 11).join(", ")}`,
  example: "FROM registry.school.example/python",
  refuses: (name) => {
    const host = parseImageName(name)?.host;
    return host !== undefined && !PUBLIC.has(host);
  },
};
