import type Docker from "dockerode";
import { LIMITS } from "./limits.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";

/** What is run, and how, within the limits that hold for every container. */
export interface RunSpec {
  readonly subject: string;
  readonly image: string;
  readonly network?: Network;
  /** Names under which others on the network find it. */
  readonly aliases?: readonly string[];
  /** Shares the network of the container with this id. */
  readonly within?: string;
  /** Container port to publish on a free loopback port. */
  readonly publish?: number;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: true;
  readonly user?: string;
  readonly workingDir?: string;
  /** Its first process collects those that others leave behind. */
  readonly init?: true;
  /** Folders of this machine, by where it sees them: for containers of ours only. */
  readonly folders?: Readonly<Record<string, { readonly source: string; readonly readOnly?: true }>>;
  /** Those that it has, instead of the usual ones: for containers of ours only. */
  readonly capabilities?: readonly string[];
}

/** The same in the words of the engine. */
export function createOptions(session: Session, spec: RunSpec): Docker.ContainerCreateOptions {
  const published = spec.publish === undefined ? undefined : `${spec.publish}/tcp`;
  const { network, aliases = [] } = spec;
  return {
    Image: spec.image,
    Labels: { ...session.labels },
    ...(spec.command && { Cmd: [...spec.command] }),
    ...(spec.entrypoint && { Entrypoint: [...spec.entrypoint] }),
    ...(spec.env && { Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`) }),
    ...(published && { ExposedPorts: { [published]: {} } }),
    ...(spec.stdin && { OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true, AttachStderr: true }),
    ...(network && { NetworkingConfig: { EndpointsConfig: { [network.name]: { Aliases: [...aliases] } } } }),
    ...(spec.user !== undefined && { User: spec.user }),
    ...(spec.workingDir !== undefined && { WorkingDir: spec.workingDir }),
    HostConfig: {
      ...LIMITS,
      ...(spec.folders && { Mounts: mountsOf(spec.folders) }),
      ...(spec.init && { Init: true }),
      ...(spec.capabilities && { CapAdd: [...spec.capabilities] }),
      ...(published && { PortBindings: { [published]: [{ HostIp: "127.0.0.1", HostPort: "" }] } }),
      ...(network && { NetworkMode: network.name }),
      ...(spec.within && { NetworkMode: `container:${spec.within}` }),
    },
  };
}

function mountsOf(folders: NonNullable<RunSpec["folders"]>): Docker.MountConfig {
  return Object.entries(folders).map(([Target, { source, readOnly = false }]) => {
    return { Type: "bind", Source: source, Target, ReadOnly: readOnly };
  });
}
