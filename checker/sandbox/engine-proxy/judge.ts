import type { Model } from "../../engine/compose.ts";
import { type JudgedModel, judgeModel } from "../model.ts";
import { CONTAINER, ENDPOINT, HOST, isRecord, isZero, judgeable } from "./fields.ts";
import { longMountOf, type Mount, mountOf } from "./mounts.ts";
import { invalid } from "./refused.ts";

/** The body of a request that creates a container, as far as it is looked at by name. */
export interface Creation {
  readonly Image?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly Volumes?: Readonly<Record<string, unknown>>;
  readonly ExposedPorts?: Readonly<Record<string, unknown>>;
  readonly HostConfig?: HostConfig;
  readonly NetworkingConfig?: { readonly EndpointsConfig?: Readonly<Record<string, Endpoint | null>> };
}

export interface HostConfig {
  readonly Binds?: readonly string[];
  readonly Mounts?: readonly Record<string, unknown>[];
  readonly Links?: readonly string[];
  readonly NetworkMode?: string;
  readonly PortBindings?: Readonly<Record<string, readonly { HostIp?: string; HostPort?: string }[] | null>>;
  readonly [key: string]: unknown;
}

export interface Endpoint {
  readonly Aliases?: readonly string[] | null;
  readonly Links?: readonly string[] | null;
  readonly IPAMConfig?: unknown;
  readonly [key: string]: unknown;
}

export interface Asked {
  /** As the script calls it; one without a name has none here. */
  readonly name: string;
  readonly body: Creation;
  /** Whether its image was built by the run: then nobody has to judge its name. */
  readonly ownImage: boolean;
  /** Containers that the run has already. */
  readonly others: number;
  /** Instead of networks with names: `none`, `host`, or the container whose network it shares. */
  readonly network: string;
  /** Names of volumes that the run has already. */
  readonly volumes: readonly string[];
}

/** The workspace, on this machine. */
type Dir = string;

/**
 * Judges a container as a compose file with one service, by the same rules: what they do not know is refused. Containers that
 * are there already count as copies of it. Throws a finding.
 */
export function judgeContainer(asked: Asked, dir: Dir): Promise<JudgedModel> {
  const { name, body, ownImage, others, network, volumes } = asked;
  const host = body.HostConfig ?? {};
  const mounts = mountsOf(host, dir);
  const places = networksOf(asked);
  const service = {
    ...judgeable(body, CONTAINER),
    ...judgeable(host, HOST),
    ...(ownImage ? {} : { image: String(body.Image) }),
    ...(mounts.length > 0 && { volumes: mounts }),
    ...(isZero(host.PortBindings) ? {} : { ports: portsOf(host) }),
    ...(isZero(host.Links) ? {} : { links: host.Links }),
    ...(network === "" ? { networks: places } : { network_mode: network }),
    scale: others + 1,
  };
  const networks = Object.fromEntries(Object.keys(places).map((key) => [key, {}]));
  const named = [...volumes, ...volumesIn(mounts)].map((volume) => [volume, {}] as const);
  const parts = { networks, volumes: { ...Object.fromEntries(named), ...driversOf(host) } };
  return judge({ services: { [name === "" ? "container" : name]: service }, ...parts }, dir);
}

/** Judges what is no container: `kind` is where it stands in a compose file. */
export function judge(parts: object, dir: Dir): Promise<JudgedModel> {
  return judgeModel({ name: "run", services: {}, ...parts } as Model, dir, []);
}

export function mountsOf(host: HostConfig, dir: Dir): readonly Mount[] {
  return [
    ...list(host.Binds).map((bind) => mountOf(bind, dir)),
    ...list(host.Mounts).map((mount) => longMountOf(mount, dir)),
  ].map(({ source, ...mount }) => (source === undefined || source === "" ? mount : { ...mount, source })) as Mount[];
}

function networksOf({ body }: Asked): Record<string, object> {
  const places = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {});
  return Object.fromEntries(places.map(([name, place]) => [name, placeOf(place)]));
}

/** A container's place on a network; an address of its own is one of a range that is moved, and left out. */
export function placeOf(place: unknown): object {
  return isRecord(place) ? judgeable(place, ENDPOINT) : {};
}

function portsOf({ PortBindings }: HostConfig): readonly object[] {
  if (!isRecord(PortBindings)) throw invalid("invalid port bindings");
  return Object.entries(PortBindings).flatMap(([target, bindings]) =>
    list(bindings).map((binding) => {
      if (!isRecord(binding) || !/^\d{0,5}$/.test(String(binding.HostPort ?? "")))
        throw invalid(`invalid publish of ${target}: one port of the machine for one of the container`);
      return { target, published: String(binding.HostPort ?? ""), host_ip: String(binding.HostIp ?? "") };
    }),
  );
}

/** Names of volumes among mounts. */
export function volumesIn(mounts: readonly Mount[]): readonly string[] {
  return mounts.flatMap(({ type, source }) => (type === "volume" && source !== undefined ? [source] : []));
}

/** Drivers of volumes that are made with a container. */
function driversOf(host: HostConfig): Record<string, object> {
  const found: Record<string, object> = {};
  if (!isZero(host.VolumeDriver)) found.volume = { driver: host.VolumeDriver };
  for (const mount of list(host.Mounts)) {
    const options = isRecord(mount) && isRecord(mount.VolumeOptions) ? mount.VolumeOptions : {};
    const { Name, Options } = isRecord(options.DriverConfig) ? options.DriverConfig : {};
    if (!isZero(Name) || !isZero(Options))
      found.volume = { ...(!isZero(Name) && { driver: Name }), ...(!isZero(Options) && { driver_opts: Options }) };
  }
  return found;
}

function list(value: unknown): readonly unknown[] {
  if (isZero(value)) return [];
  if (!Array.isArray(value)) throw invalid("a list was expected");
  return value;
}
