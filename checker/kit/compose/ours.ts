import { ownArguments } from "../../engine/build.ts";
import { containersOf, type Model, type Named, type PortSpec, type ServiceSpec } from "../../engine/compose.ts";
import { isSameImage } from "../../engine/image-name.ts";
import { shareOf } from "../../engine/limits.ts";
import { NO_WAY_BACK } from "../../engine/network.ts";
import type { BaseImage } from "../../images/resolve.ts";
import { confined } from "../../sandbox/confine.ts";

type Build = NonNullable<ServiceSpec["build"]>;

interface Ours {
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Published ports that stay what they are; all others become any free one. */
  readonly ports: ReadonlySet<number>;
  readonly network: "none" | "default";
  /** What services start as it is, by their names. */
  readonly images: ReadonlyMap<string, BaseImage>;
  /** In bytes: what its containers share when they are many. */
  readonly machineMemory?: number;
}

/** The same model under our names and labels, within our limits, with published ports on loopback only. */
export function ours(model: Model, { project, labels, ports: kept, network, images, machineMemory = 0 }: Ours): Model {
  const label = (named: { labels?: Record<string, string> } | null) => ({
    ...named,
    labels: { ...named?.labels, ...labels },
  });
  const name = (named: object | null, key: string) => ({ ...named, name: `${project}_${key}` });
  const each = <T, R>(record: Readonly<Record<string, T>> | undefined, change: (value: T, key: string) => R) =>
    Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, change(value, key)]));
  const built = Object.entries(model.services).filter(([, { build }]) => build);
  /** Services may share an image that one of them builds; what is built nowhere was found before. */
  const started = (name: string, image: string | undefined) => {
    const [service] = built.find(([, other]) => isSameImage(other.image ?? "", image ?? "")) ?? [];
    if (service !== undefined) return { image: imageName(project, service) };
    const found = images.get(name);
    return found === undefined ? {} : { image: found.ref };
  };
  const containers = Object.values(model.services).reduce((sum, service) => sum + containersOf(service), 0);
  const share = shareOf(containers, machineMemory);
  return {
    ...model,
    name: project,
    networks: each(model.networks, (named, key) => ({
      ...name(label(withoutRange(named)), key),
      ...(network === "none" && withoutInternet(model, key)),
    })),
    volumes: each(model.volumes, (named, key) => name(label(named), key)),
    services: each(model.services, ({ container_name, build, ports, ...service }, name) => ({
      ...label(confined(service, share)),
      ...started(name, service.image),
      ...(service.networks instanceof Object && { networks: placed(service.networks, container_name) }),
      ...(build && {
        build: {
          ...withoutPull(build),
          labels: label(build).labels,
          args: { ...build.args, ...ownArguments(project) },
          ...(network === "none" && { network }),
        },
        image: imageName(project, name),
      }),
      ...(ports && { ports: ports.filter(isFirst).map((port) => onLoopback(port, kept)) }),
    })),
  };
}

/** What a build starts from is here already, by a name that no registry knows. */
function withoutPull(build: Build): Build {
  return Object.fromEntries(Object.entries(build).filter(([key]) => key !== "pull" && key !== "no_cache")) as Build;
}

/** Ranges of addresses are moved to free ones, as ports are: the engine has many stacks to find room for. */
function withoutRange(named: Named): Named {
  const { ipam: _, ...network } = (named ?? {}) as { ipam?: unknown } & NonNullable<Named>;
  return network;
}

/**
 * Where a service is found. An address of its own would be one of a range that was moved. A fixed container name would be
 * in the way of others: what services need of it is that they find each other by it.
 */
function placed(networks: object, name: string | undefined): object {
  type Place = { readonly aliases?: readonly string[]; readonly ipv4_address?: string };
  const places = Object.entries(networks as Record<string, Place | null>);
  return Object.fromEntries(
    places.map(([key, place]) => {
      const { ipv4_address: _, aliases = [], ...more } = place ?? {};
      const all = name === undefined ? aliases : [...aliases, name];
      return [key, { ...more, ...(all.length > 0 && { aliases: all }) }];
    }),
  );
}

/** Ports are only published on networks that are not internal: on those, answers from outside find no way back. */
function withoutInternet({ services }: Model, network: string): object {
  const isDoor = Object.values(services).some(
    ({ ports, networks }) => ports?.length && Object.keys(networks ?? {}).includes(network),
  );
  return isDoor ? { driver_opts: NO_WAY_BACK } : { internal: true };
}

/** What the image of a service that is built is called. */
export function imageName(project: string, service: string): string {
  return `workshop/${project}-${service}`;
}

/** Not the same port once more, on another address of the machine. */
function isFirst({ target, published, protocol }: PortSpec, index: number, ports: readonly PortSpec[]): boolean {
  const first = ports.findIndex(
    (port) => port.target === target && port.published === published && port.protocol === protocol,
  );
  return first === index;
}

function onLoopback({ published, ...port }: PortSpec, kept: ReadonlySet<number>): PortSpec {
  const keep = published !== undefined && kept.has(Number(published)) ? { published } : {};
  return { ...port, host_ip: "127.0.0.1", ...keep };
}
