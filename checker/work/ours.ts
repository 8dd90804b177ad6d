import { ownArguments } from "../engine/build.ts";
import type { Model, PortSpec } from "../engine/compose.ts";
import { NO_WAY_BACK } from "../engine/network.ts";
import { normalReference } from "../images/catalogue.ts";
import { confined } from "./confine.ts";

interface Ours {
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Published ports that stay what they are; all others become any free one. */
  readonly ports: ReadonlySet<number>;
  readonly network: "none" | "default";
}

/** The same model under our names and labels, within our limits, with published ports on loopback only. */
export function ours(model: Model, { project, labels, ports: kept, network }: Ours): Model {
  const label = (named: { labels?: Record<string, string> } | null) => ({
    ...named,
    labels: { ...named?.labels, ...labels },
  });
  const name = (named: object | null, key: string) => ({ ...named, name: `${project}_${key}` });
  const each = <T, R>(record: Readonly<Record<string, T>> | undefined, change: (value: T, key: string) => R) =>
    Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, change(value, key)]));
  const builtBy = new Map(
    Object.entries(model.services).flatMap(([service, { build, image }]) =>
      build && image ? [[normalReference(image), service] as const] : [],
    ),
  );
  /** Services may share an image that one of them builds. */
  const shared = (image: string | undefined) => {
    const service = image === undefined ? undefined : builtBy.get(normalReference(image));
    return service === undefined ? {} : { image: imageName(project, service) };
  };
  return {
    ...model,
    name: project,
    networks: each(model.networks, (named, key) => ({
      ...name(label(named), key),
      ...(network === "none" && withoutInternet(model, key)),
    })),
    volumes: each(model.volumes, (named, key) => name(label(named), key)),
    services: each(model.services, ({ container_name, build, ports, ...service }, name) => ({
      ...label(confined(service)),
      ...shared(service.image),
      ...(container_name &&
        service.networks instanceof Object && { networks: calledAlso(service.networks, container_name) }),
      ...(build && {
        build: {
          ...build,
          ...label(build),
          args: { ...build.args, ...ownArguments(project) },
          ...(network === "none" && { network }),
        },
        image: imageName(project, name),
      }),
      ...(ports && { ports: ports.filter(isFirst).map((port) => onLoopback(port, kept)) }),
    })),
  };
}

/** A fixed container name would be in the way of others. What services need of it is that they find each other by it. */
function calledAlso(networks: object, name: string): object {
  const places = Object.entries(networks as Record<string, { aliases?: readonly string[] } | null>);
  return Object.fromEntries(
    places.map(([key, place]) => [key, { ...place, aliases: [...(place?.aliases ?? []), name] }]),
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
