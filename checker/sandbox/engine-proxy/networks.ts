import { NO_WAY_BACK } from "../../engine/network.ts";
import { answerWith } from "./answers.ts";
import { askedLabel } from "./asked.ts";
import { bodyOf, type Endpoint, enginePath } from "./call.ts";
import { isRecord, judgeable, known, NETWORK, VOLUME } from "./fields.ts";
import { filtersOf, ofRun } from "./filters.ts";
import { judge, type Endpoint as Place, placeOf } from "./judge.ts";
import { invalid } from "./refused.ts";
import type { Run } from "./run.ts";

type Act = Endpoint["act"];
type Json = Record<string, unknown>;
type Labels = Readonly<Record<string, string>>;

/** What lists, or removes, all that filters fit: of the run's own. */
export const filtered: Act = async (run, call, answer) => {
  const filters = ofRun(filtersOf(call.query.get("filters")), run.names, run.session.id);
  const path = await enginePath(run, call, { filters: JSON.stringify(filters) });
  answerWith(run, answer, await run.ask(call.endpoint.method, path));
};

export const createNetwork: Act = async (run, call, answer) => {
  const body = await bodyOf(call);
  const name = String(body.Name ?? "");
  const others = await run.docker.listNetworks({ filters: ofRun({}, run.names, run.session.id) as never });
  const networks = Object.fromEntries(others.map(({ Name }) => [run.out(Name), {}]));
  await judge({ networks: { ...networks, [name]: judgeable(body, NETWORK) } }, run.dir);
  // Ranges of addresses are moved to free ones, as ports are.
  const { IPAM: _, Labels = {}, ...network } = known(body, NETWORK) as Json & { Labels?: Labels };
  const created = {
    ...network,
    Name: run.names.ours(name),
    // Older engines make a second one of the same name without it.
    CheckDuplicate: true,
    Labels: { ...run.names.labels(Labels), ...run.session.labels, ...askedLabel() },
    ...(run.session.network === "none" && { Options: NO_WAY_BACK }),
  };
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call), created));
};

export const createVolume: Act = async (run, call, answer) => {
  const body = await bodyOf(call);
  const name = String(body.Name ?? "") || crypto.randomUUID().replaceAll("-", "");
  const { Volumes } = await run.docker.listVolumes({ filters: ofRun({}, run.names, run.session.id) as never });
  const volumes = Object.fromEntries((Volumes ?? []).map(({ Name }) => [run.out(Name), {}]));
  await judge({ volumes: { ...volumes, [name]: judgeable(body, VOLUME) } }, run.dir);
  const { Labels = {} } = body as { Labels?: Labels };
  const labels = { ...run.names.labels(Labels), ...run.session.labels, ...askedLabel() };
  const created = { Name: run.names.ours(name), Labels: labels };
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call), created));
};

export const connect: Act = async (run, call, answer) => {
  const { Container, EndpointConfig, ...more } = await bodyOf(call);
  if (Object.keys(more).length > 0) throw invalid("unknown field");
  const container = await run.container(String(Container));
  const network = await run.network(call.given.network ?? "");
  const place = isRecord(EndpointConfig) ? (EndpointConfig as Place) : null;
  await judgePlaces(run, { [call.given.network ?? ""]: place });
  const name = network.Name === run.names.ours("bridge") ? "" : run.names.out(container.Name.slice(1));
  const body = { Container: container.Id, EndpointConfig: endpointOf(run, place, { name, links: [] }) };
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call), body));
};

export const disconnect: Act = async (run, call, answer) => {
  const { Container, Force } = await bodyOf(call);
  const { Id } = await run.container(String(Container));
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call), { Container: Id, Force: Force === true }));
};

/** Judges the places of a container on networks. */
export async function judgePlaces(run: Run, places: Readonly<Record<string, Place | null>>): Promise<void> {
  const names = Object.keys(places).filter((name) => !/^[0-9a-f]{64}$/.test(name));
  const networks = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, placeOf(place)]));
  await judge(
    { services: { container: { networks } }, networks: Object.fromEntries(names.map((name) => [name, {}])) },
    run.dir,
  );
}

/** A place as the engine gets it: found by the name that the script knows, linked to what is the run's. */
export function endpointOf(
  run: Run,
  place: Place | null,
  { name, links }: { readonly name: string; readonly links: readonly string[] },
): Place {
  const aliases = [...(place?.Aliases ?? []).map(String), ...(name === "" ? [] : [name])];
  const linked = [...links, ...(place?.Links ?? [])].map((link) => {
    const [to = "", alias = to] = String(link).split(":");
    return `${run.names.ours(to)}:${alias}`;
  });
  return {
    ...(aliases.length > 0 && { Aliases: [...new Set(aliases)] }),
    ...(linked.length > 0 && { Links: linked }),
    ...(typeof place?.MacAddress === "string" && place.MacAddress !== "" && { MacAddress: place.MacAddress }),
  };
}
