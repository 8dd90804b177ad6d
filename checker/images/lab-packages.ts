import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Package managers that find a fixed choice of packages without a network. */
export const MANAGERS = ["pip", "gem", "npm", "apt"] as const;
export type Manager = (typeof MANAGERS)[number];

/** A package that a lab needs without a network. */
export interface LabPackage {
  /** Versions that Dockerfiles ask for. */
  readonly versions?: readonly string[];
  /** For pip and gem: the packages of Debian that it is made from. */
  readonly debian?: readonly string[];
  /** For apt: the repositories whose images have it. */
  readonly on?: readonly string[];
}

export type LabPackages = Readonly<Partial<Record<Manager, Readonly<Record<string, LabPackage>>>>>;

const LABS = fileURLToPath(new URL("../labs/", import.meta.url));

/** What each lab declares in the `packages.json` of its folder: data, as images are made before any lab is loaded. */
export function readLabPackages(labs = LABS): readonly LabPackages[] {
  const files = readdirSync(labs).map((name) => `${labs}${name}/packages.json`);
  return files
    .filter(existsSync)
    .sort()
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as LabPackages);
}

/** What some labs together need of a manager, by name. */
export function packagesFor(manager: Manager, labs: readonly LabPackages[]): ReadonlyMap<string, Required<LabPackage>> {
  const all = new Map<string, Required<LabPackage>>();
  for (const [name, { versions = [], debian = [], on = [] }] of labs.flatMap((lab) =>
    Object.entries(lab[manager] ?? {}),
  )) {
    const known = all.get(name);
    all.set(name, {
      versions: both(known?.versions, versions),
      debian: both(known?.debian, debian),
      on: both(known?.on, on),
    });
  }
  return all;
}

function both(some: readonly string[] = [], more: readonly string[]): readonly string[] {
  return [...new Set([...some, ...more])];
}
