import { Finding } from "../core/errors.ts";
import type { Model, PortSpec } from "../engine/compose.ts";

export interface Published extends PortSpec {
  readonly service: string;
}

/** Every port that some service publishes. */
export function publishedPorts(model: Model): readonly Published[] {
  return Object.entries(model.services).flatMap(([service, { ports = [] }]) =>
    ports.map((port) => ({ ...port, service })),
  );
}

/** A port of the machine can lead to one container only. */
export function publishedOnce(model: Model, file: string): void {
  const owners = new Map<string, string>();
  for (const { service, published, ...how } of publishedPorts(model)) {
    if (published === undefined) continue;
    const port = `${published}/${protocolOf(how)}`;
    const owner = owners.get(port);
    if (owner !== undefined)
      throw new Finding(`Port ${published} of the machine is published twice.`, {
        expected: "one container for each published port",
        actual: `port ${published} leads to ${owner} and to ${service}`,
        file,
      });
    owners.set(port, service);
  }
}

/** The port of a container to which a port of the machine has to lead. */
export interface Door {
  readonly published: number;
  readonly service: string;
  readonly target: number;
}

/** Who publishes a port of the machine, or a finding that says what is published instead. */
export function publisher(model: Model | undefined, published: number, right?: Omit<Door, "published">): Door {
  const all = model ? publishedPorts(model) : [];
  const found = all.find((port) => covers(port, published) && protocolOf(port) === "tcp");
  if (found) return { published, service: found.service, target: found.target };
  const wanted = right && { published, ...right };
  const reversed = wanted && all.some((port) => isReversed(port, wanted));
  throw new Finding(`No service publishes port ${published}.`, {
    expected: wanted
      ? `port ${published} of the machine leads to port ${wanted.target} of ${wanted.service}`
      : `a service that publishes port ${published}`,
    actual: all.map((port) => inWords(port, wanted)).join("; ") || "no published port",
    hint: reversed
      ? "Look at the order of the two numbers: the machine's port comes first, then the container's."
      : `Look at the ports of ${wanted?.service ?? "the services"}.`,
  });
}

/** A range (`5000-5002:80`) gives each container of a service one of its ports; the first container gets the first. */
function covers({ published = "" }: PortSpec, port: number): boolean {
  const [first = "", last = first] = published.split("-");
  return first !== "" && Number(first) <= port && port <= Number(last);
}

function isReversed(port: PortSpec, { published, target }: Door): boolean {
  return published !== target && port.target === published && port.published === String(target);
}

/** A published port for people; one that is the reverse of what is `wanted` is said to be. */
export function inWords(port: Published, wanted?: Door): string {
  const other = protocolOf(port) === "tcp" ? "" : ` (${protocolOf(port)})`;
  const reversed = wanted && isReversed(port, wanted) ? " (the other way round)" : "";
  return `port ${port.published ?? "(any)"} leads to port ${port.target} of ${port.service}${other}${reversed}`;
}

function protocolOf({ protocol }: Pick<PortSpec, "protocol">): string {
  return protocol ?? "tcp";
}
