import { constants, readlinkSync } from "node:fs";
import { mkdir, mkdtemp, open } from "node:fs/promises";
import { join, posix } from "node:path";
import { Budgets } from "../../workspace/budget.ts";
import { isThere, placeInside } from "../../workspace/inside.ts";
import { isMissed } from "../../workspace/left-out.ts";
import { copyTree } from "../../workspace/tree.ts";
import { refusedFile } from "../folder.ts";
import { isRecord, isZero, unknown } from "./fields.ts";
import { invalid } from "./refused.ts";

/** Where a script sees its workspace. */
export const WORKSPACE_AT = "/workspace";

/** A mount as a compose file has it; `source` is none for a volume without a name. */
export interface Mount {
  readonly type: unknown;
  readonly source?: string;
  readonly [key: string]: unknown;
}

/** `SOURCE:TARGET[:OPTIONS]`, as the engine takes it apart. */
export function mountOf(bind: unknown, dir: string): Mount {
  const [source = "", target, options = "", ...more] = String(bind).split(":");
  if (typeof bind !== "string" || target === undefined || more.length > 0)
    throw invalid(`invalid volume specification: '${bind}'`);
  const rest: Record<string, unknown> = {};
  for (const option of options.split(",").filter((word) => word !== "" && word !== "rw" && word !== "nocopy"))
    if (option === "ro") rest.read_only = true;
    else if (/^[zZ]$/.test(option)) rest.bind = { selinux: option };
    else if (/^r?(?:private|shared|slave)$/.test(option)) rest.bind = { propagation: option };
    else rest[option] = true;
  return source.startsWith("/")
    ? { type: "bind", source: placeOnMachine(source, dir), target, ...rest }
    : { type: "volume", source, target, ...rest };
}

const MOUNT_KEYS: Readonly<Record<string, string>> = {
  Type: "type",
  Source: "source",
  Target: "target",
  ReadOnly: "read_only",
  Consistency: "consistency",
};

/** An entry of `Mounts`. */
export function longMountOf(value: unknown, dir: string): Mount {
  if (!isRecord(value)) throw invalid("invalid mount");
  const { BindOptions, VolumeOptions, TmpfsOptions, ...plain } = value;
  const mount: Record<string, unknown> = { type: plain.Type };
  for (const [key, held] of Object.entries(plain)) if (!isZero(held)) mount[MOUNT_KEYS[key] ?? unknown(key)] = held;
  const { Propagation, CreateMountpoint: _, ...bind } = record(BindOptions);
  const {
    NoCopy: _nocopy,
    Labels: _labels,
    Subpath: _subpath,
    DriverConfig: _driver,
    ...volume
  } = record(VolumeOptions);
  const { SizeBytes: _size, Mode: _mode, ...tmpfs } = record(TmpfsOptions);
  for (const options of [bind, volume, tmpfs])
    for (const [key, held] of Object.entries(options)) if (!isZero(held)) mount[unknown(key)] = held;
  if (!isZero(Propagation)) mount.bind = { propagation: Propagation };
  if (plain.Type === "bind") mount.source = placeOnMachine(String(plain.Source), dir);
  return mount as Mount;
}

/** The same for the engine, which mounts `source`: nothing of it that was not judged. */
export function engineMount(mount: Readonly<Record<string, unknown>>, source: string): object {
  const { Type, Target, ReadOnly, Consistency } = mount;
  const { Propagation } = record(mount.BindOptions);
  const { NoCopy, Subpath } = record(mount.VolumeOptions);
  const { SizeBytes, Mode } = record(mount.TmpfsOptions);
  return {
    ...{ Type, Target, ReadOnly, Consistency },
    ...(source !== "" && { Source: source }),
    ...(Type === "bind" && { BindOptions: { Propagation } }),
    ...(Type === "volume" && { VolumeOptions: { NoCopy, Subpath } }),
    ...(Type === "tmpfs" && { TmpfsOptions: { SizeBytes, Mode } }),
  };
}

/** A path of the script's, where the workspace lies on this machine. Others are no business of it: they stay, and are refused. */
function placeOnMachine(path: string, dir: string): string {
  const within = posix.relative(WORKSPACE_AT, posix.normalize(path));
  return within === ".." || within.startsWith("../") ? path : join(dir, within);
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/**
 * Copies of what a run's containers mount. The script can change its workspace at any time, also between our look and the
 * engine's: so a container never gets the place itself. Who mounts the same place while a container has it gets the same copy.
 */
export class MountCopies {
  readonly #dir: string;
  readonly #folder: string;
  readonly #copies = new Map<string, string>();

  /** `dir` is the workspace; the copies go into `folder`, which no container sees. */
  constructor(dir: string, folder: string) {
    this.#dir = dir;
    this.#folder = folder;
  }

  /** `inUse` are the copies that containers of the run mount now. */
  async of(source: string, inUse: ReadonlySet<string>): Promise<string> {
    const place = await placeInside(this.#dir, source);
    if (place === undefined) throw invalid("the workspace was changed while it was mounted");
    const before = this.#copies.get(place);
    if (before !== undefined && inUse.has(before)) return before;
    const copy = join(await mkdtemp(join(this.#folder, "mount-")), "copy");
    await copyPlace(this.#dir, place, copy);
    this.#copies.set(place, copy);
    return copy;
  }
}

/**
 * Enters each folder by the handle of the one above: a link that somebody puts there meanwhile is not followed, and is not
 * what the engine then mounts.
 */
export async function copyPlace(dir: string, place: string, copy: string): Promise<void> {
  const names = place === "." ? [] : place.split("/");
  const last = names.pop();
  let handle = await open(dir, FOLDER);
  try {
    for (const name of names) {
      const next = await open(`/proc/self/fd/${handle.fd}/${name}`, FOLDER).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw invalid("the workspace was changed while it was mounted");
      });
      // What is not there becomes an empty folder, as the engine would make one.
      if (next === undefined) return await mkdir(copy);
      await handle.close();
      handle = next;
    }
    const from = last === undefined ? dir : `/proc/self/fd/${handle.fd}/${last}`;
    if (!(await isThere(from))) return await mkdir(copy);
    const budgets = new Budgets([]);
    await copyTree(from, copy, {
      target: (at) => readlinkSync(at),
      refuses: (path, found) => (path === "." ? undefined : budgets.refuses(path, found)),
      leftOut: (path, reason) => {
        if (path === ".") throw invalid("the workspace was changed while it was mounted");
        if (isMissed({ path, ...reason })) throw refusedFile({ path: `${place}/${path}`, ...reason });
      },
    });
  } finally {
    await handle.close();
  }
}

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
