import { OWNER, RUN, SCRIPT } from "../../engine/labels.ts";
import { type Asked, askedOf } from "./asked.ts";
import { isRecord } from "./fields.ts";

type Json = Record<string, unknown>;
type Labels = Record<string, string>;

const OURS: ReadonlySet<string> = new Set([RUN, OWNER, SCRIPT]);

/** What the engine tells of something, without our own labels. */
export function withoutOurLabels(told: unknown): unknown {
  if (Array.isArray(told)) return told.map(withoutOurLabels);
  if (!isRecord(told)) return told;
  return Object.fromEntries(
    Object.entries(told)
      .filter(([key]) => !OURS.has(key))
      .map(([key, held]) => [key, withoutOurLabels(held)]),
  );
}

/** An entry of the list of containers, as the script that made it expects it. */
export function listed(entry: Json, run: string): Json {
  const asked = askedOf(entry.Labels as Labels, run) ?? {};
  const ports = (entry.Ports ?? []) as readonly Port[];
  return {
    ...entry,
    ...(asked.image !== undefined && { Image: asked.image }),
    Ports: ports.map((port) => listedPort(port, ports, asked)),
    Mounts: mounted(entry.Mounts, asked),
  };
}

interface Port {
  readonly IP?: string;
  readonly PrivatePort: number;
  readonly PublicPort?: number;
  readonly Type: string;
}

/** The first place of a port is shown as the first that was asked for, and so on. */
function listedPort(port: Port, all: readonly Port[], asked: Asked): Port {
  if (port.PublicPort === undefined) return port;
  const same = all.filter(({ PrivatePort, Type, PublicPort }) => {
    return PrivatePort === port.PrivatePort && Type === port.Type && PublicPort !== undefined;
  });
  const binding = asked.ports?.[`${port.PrivatePort}/${port.Type}`]?.[same.indexOf(port)];
  return { ...port, IP: binding?.HostIp || ANY, PublicPort: Number(binding?.HostPort) || port.PublicPort };
}

const ANY = "0.0.0.0";

/** All that is told of one container. */
export function inspected(container: Json, run: string): Json {
  const { Config, HostConfig, NetworkSettings } = container as {
    Config: Json;
    HostConfig: Json;
    NetworkSettings: Json;
  };
  const asked = askedOf(Config.Labels as Labels, run) ?? {};
  const ports = Object.entries((NetworkSettings.Ports ?? {}) as Record<string, readonly Binding[] | null>);
  return {
    ...container,
    Config: { ...Config, ...(asked.image !== undefined && { Image: asked.image }) },
    HostConfig: {
      ...HostConfig,
      ...(asked.ports && { PortBindings: asked.ports }),
      ...(Array.isArray(HostConfig.Binds) && { Binds: HostConfig.Binds.map((bind) => boundAs(String(bind), asked)) }),
      ...(Array.isArray(HostConfig.Mounts) && { Mounts: mounted(HostConfig.Mounts, asked) }),
    },
    NetworkSettings: {
      ...NetworkSettings,
      Ports: Object.fromEntries(ports.map(([port, bindings]) => [port, shown(bindings, asked.ports?.[port])])),
    },
    Mounts: mounted(container.Mounts, asked),
  };
}

interface Binding {
  readonly HostIp?: string;
  readonly HostPort?: string;
}

function shown(bindings: readonly Binding[] | null, asked: readonly Binding[] | null = []) {
  return (
    bindings?.map(({ HostPort = "" }, index) => ({
      HostIp: asked?.[index]?.HostIp || ANY,
      HostPort: Number(asked?.[index]?.HostPort) ? asked?.[index]?.HostPort : HostPort,
    })) ?? null
  );
}

function boundAs(bind: string, { mounts = {} }: Asked): string {
  const [source = "", ...rest] = bind.split(":");
  return [mounts[source] ?? source, ...rest].join(":");
}

function mounted(told: unknown, { mounts = {} }: Asked): unknown {
  if (!Array.isArray(told)) return told;
  return told.map((mount: Json) => ({ ...mount, Source: mounts[String(mount.Source)] ?? mount.Source }));
}
