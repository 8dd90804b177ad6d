import type Docker from "dockerode";
import type { ServiceSpec } from "../../engine/compose.ts";
import { LIMITS } from "../../engine/limits.ts";
import { NO_WAY_BACK } from "../../engine/network.ts";
import { confined } from "../confine.ts";
import { answerWith } from "./answers.ts";
import { askedLabel } from "./asked.ts";
import { bodyOf, type Endpoint, enginePath } from "./call.ts";
import { CONTAINER, HOST, isZero, judgeable, known } from "./fields.ts";
import { ofRun } from "./filters.ts";
import {
  type Creation,
  type HostConfig,
  judgeContainer,
  mountsOf,
  type Endpoint as Place,
  volumesIn,
} from "./judge.ts";
import { engineMount } from "./mounts.ts";
import { endpointOf, judgePlaces } from "./networks.ts";
import { once, onLoopback } from "./ports.ts";
import { invalid } from "./refused.ts";
import type { Run } from "./run.ts";
import { shareOfOne } from "./share.ts";

type Act = Endpoint["act"];
type Json = Record<string, unknown>;

/** The network that containers without one are put on: everybody's would let everybody reach them. */
const BRIDGE = "bridge";
/** What the engine is told in other words than the script's. */
const DECIDED = new Set([
  ...["NetworkMode", "PortBindings", "Binds", "Mounts", "Links", "Memory", "MemorySwap", "MemorySwappiness"],
  ...["MemoryReservation", "VolumeDriver", "NanoCpus", "CpuPeriod", "CpuQuota", "CpuShares", "CpusetCpus", "PidsLimit"],
]);

export const create: Act = async (run, call, answer) => {
  const body = (await bodyOf(call)) as Creation;
  const name = call.query.get("name") ?? "";
  const host = body.HostConfig ?? {};
  const shares = await networkOf(run, host);
  const others = await run.docker.listContainers({ all: true, filters: ofRun({}, run.names, run.session.id) as never });
  const image = String(body.Image ?? "");
  const own = (await run.images.find(image))?.own === true;
  const volumes = await volumesFor(run, host);
  await judgeContainer({ name, body, ownImage: own, others: others.length, network: shares.model, volumes }, run.dir);
  await judgePlaces(run, body.NetworkingConfig?.EndpointsConfig ?? {});
  if (shares.engine === run.names.ours(BRIDGE)) await ensureBridge(run);
  const found = await run.images.forUse(
    image,
    { service: name === "" ? "the container" : name },
    call.query.get("platform") ?? "",
  );
  const mounts = await mountsFor(run, host, others);
  const ports = once(host.PortBindings ?? {});
  const asked = {
    image,
    ...(!isZero(host.PortBindings) && { ports }),
    ...(mounts.places && { mounts: mounts.places }),
  };
  const { Labels = {}, NetworkingConfig: _, HostConfig: __, ...config } = known(body, CONTAINER);
  const created = {
    ...config,
    Image: found.ref,
    Labels: { ...run.names.labels(Labels), ...run.session.labels, ...askedLabel(asked) },
    HostConfig: {
      ...(await limited(run, host)),
      ...mounts.host,
      NetworkMode: shares.engine,
      ...(!isZero(host.PortBindings) && { PortBindings: onLoopback(ports) }),
    },
    ...(shares.model === "" && {
      NetworkingConfig: { EndpointsConfig: await placesOf(run, name, shares.engine, body) },
    }),
  };
  const path = await enginePath(run, call, { name: name === "" ? undefined : run.names.ours(name) });
  answerWith(run, answer, await run.ask("POST", path, created));
};

/** Those of the run, where a container may be about to make one more. */
async function volumesFor(run: Run, host: HostConfig): Promise<readonly string[]> {
  if (volumesIn(mountsOf(host, run.dir)).length === 0) return [];
  const filters = ofRun({}, run.names, run.session.id);
  const { Volumes } = await run.docker.listVolumes({ filters: filters as never });
  return (Volumes ?? []).map(({ Name }) => run.out(Name));
}

/** What stands for the network in a compose file, and what the engine gets; the first is empty for a network with a name. */
async function networkOf(run: Run, { NetworkMode = "" }: HostConfig): Promise<{ model: string; engine: string }> {
  const mode = String(NetworkMode);
  if (mode === "none" || mode === "host") return { model: mode, engine: mode };
  const [, other] = /^container:(.+)/s.exec(mode) ?? [];
  if (other !== undefined) {
    const { Id } = await run.container(other);
    return { model: `service:${Id}`, engine: `container:${Id}` };
  }
  if (["", "default", BRIDGE].includes(mode)) return { model: "", engine: run.names.ours(BRIDGE) };
  return { model: "", engine: await realName(run, mode) };
}

/** The engine says at the start that a network is not there. */
async function realName(run: Run, network: string): Promise<string> {
  const found = await run.network(network).catch(() => undefined);
  return found?.Name ?? run.names.ours(network);
}

async function ensureBridge(run: Run): Promise<void> {
  const there = await run.network(BRIDGE).catch(() => undefined);
  if (there !== undefined) return;
  await run.session
    .creating(() =>
      run.docker.createNetwork({
        Name: run.names.ours(BRIDGE),
        CheckDuplicate: true,
        Labels: { ...run.session.labels, ...askedLabel() },
        ...(run.session.network === "none" && { Options: NO_WAY_BACK }),
      }),
    )
    // Two containers that are made at the same moment.
    .catch(async (error: { statusCode?: number }) => {
      if (error.statusCode !== 409) throw error;
    });
}

/** Its places by the names of the engine. Its own name leads to it, as the engine's would, but on the network of all. */
async function placesOf(run: Run, name: string, first: string, { NetworkingConfig, HostConfig }: Creation) {
  const given = Object.entries(NetworkingConfig?.EndpointsConfig ?? {});
  const links = HostConfig?.Links ?? [];
  const places: Record<string, Place> = { [first]: endpointOf(run, null, { name, links }) };
  for (const [network, place] of given) {
    const isDefault = ["default", BRIDGE].includes(network);
    const real = isDefault ? first : await realName(run, network);
    places[real] = endpointOf(run, place, { name, links });
  }
  if (first === run.names.ours(BRIDGE)) places[first] = endpointOf(run, null, { name: "", links });
  return places;
}

/** Bind mounts get copies, named volumes get names and labels of ours before the engine would make them without. */
async function mountsFor(run: Run, host: HostConfig, others: readonly Docker.ContainerInfo[]) {
  const inUse = new Set(others.flatMap(({ Mounts }) => Mounts.map(({ Source }) => Source)));
  const places: Record<string, string> = {};
  const real: string[] = [];
  for (const { type, source } of mountsOf(host, run.dir)) {
    if (type === "bind") real.push(await run.copies.of(String(source), inUse));
    else real.push(source === undefined ? "" : await volumeFor(run, source));
  }
  const binds = (host.Binds ?? []).map((bind, index) => {
    const [source = "", ...rest] = bind.split(":");
    if (source.startsWith("/")) places[real[index] ?? ""] = source;
    return [real[index], ...rest].join(":");
  });
  const mounts = (host.Mounts ?? []).map((mount, index) => {
    const source = real[binds.length + index] ?? "";
    if (mount.Type === "bind") places[source] = String(mount.Source);
    return engineMount(mount, source);
  });
  return {
    host: { ...(binds.length > 0 && { Binds: binds }), ...(mounts.length > 0 && { Mounts: mounts }) },
    ...(Object.keys(places).length > 0 && { places }),
  };
}

async function volumeFor(run: Run, name: string): Promise<string> {
  const Name = run.names.ours(name);
  const { status, text } = await run.ask("POST", "/volumes/create", {
    Name,
    Labels: { ...run.session.labels, ...askedLabel() },
  });
  if (status >= 300) throw invalid(run.out(text));
  return Name;
}

/** What a container may use, by the same rules as a service of a compose file: less where the script wants less. */
async function limited(run: Run, host: HostConfig): Promise<Json> {
  const service = confined(judgeable(host, HOST) as ServiceSpec, await shareOfOne(run));
  const kept = Object.entries(known(host, HOST)).filter(([key]) => !DECIDED.has(key));
  return {
    ...Object.fromEntries(kept),
    ...LIMITS,
    ...resources(service),
    CapAdd: service.cap_add,
  };
}

function resources(service: ServiceSpec): Json {
  const memory = Number(service.mem_limit);
  return {
    Memory: memory,
    MemorySwap: memory,
    PidsLimit: Number(service.pids_limit),
    NanoCpus: Math.round(Number(service.cpus) * 1e9),
  };
}
