import { isIP } from "node:net";
import { Finding } from "../../core/errors.ts";
import { containersOf, type Model, type PortSpec } from "../../engine/compose.ts";

export interface Published extends PortSpec {
  readonly service: string;
}

/** Every port that some service publishes. */
export function publishedPorts(model: Model): readonly Published[] {
  return Object.entries(model.services).flatMap(([service, { ports = [] }]) =>
    ports.map((port) => ({ ...port, service })),
  );
}

/**
 * A port of the machine can lead to one container only. On several addresses it may be published one by one. `scale` has
 * the services that get another number of containers than the model says.
 */
export function publishedOnce(model: Model, file: string, scale: Readonly<Record<string, number>> = {}): void {
  for (const port of publishedPorts(model)) {
    const spec = model.services[port.service];
    refuseCrowded(port, scale[port.service] ?? (spec ? containersOf(spec) : 1), file);
  }
  const seen: Published[] = [];
  for (const port of publishedPorts(model)) {
    if (port.published === undefined) continue;
    const other = seen.find((earlier) => isTwice(earlier, port));
    if (other !== undefined)
      throw new Finding("PORT_TAKEN", `Port ${port.published} of the machine is published twice.`, {
        expected: "one container for each published port",
        actual: `port ${port.published} leads to ${other.service} and to ${port.service}`,
        file,
      });
    seen.push(port);
  }
}

/** What people type has to start all of the containers: our copy of the stack, in which fixed ports are free ones, would. */
function refuseCrowded(port: Published, containers: number, file: string): void {
  const room = roomOf(port);
  if (containers <= room) return;
  throw new Finding(
    "PORT_TAKEN",
    `The service ${port.service} cannot have ${containers} containers, because it publishes a fixed port.`,
    {
      expected: "at most one container for each published port",
      actual: `${containers} containers, and ${inWords(port)}`,
      hint: `Look at the ports of ${port.service}: only one container would get it. Who has to reach this service from outside?`,
      file,
    },
  );
}

/** How many containers can publish such a port: one for each of a range, any number where the engine chooses. */
function roomOf({ published = "" }: PortSpec): number {
  const [first = "", last = first] = published.split("-");
  if (Number(first) === 0) return Number.POSITIVE_INFINITY;
  return Number(last) - Number(first) + 1;
}

function isTwice(one: Published, other: Published): boolean {
  if (one.published !== other.published || protocolOf(one) !== protocolOf(other)) return false;
  return one.service !== other.service || one.target !== other.target || overlap(one.host_ip, other.host_ip);
}

/** Whether two addresses of the machine, or all of a kind, have one in common; none named means all of both kinds. */
function overlap(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return true;
  if (isIP(one) !== isIP(other)) return false;
  return one === other || [one, other].some((address) => address === "0.0.0.0" || address === "::");
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
  throw new Finding(reversed ? "PORTS_REVERSED" : "NOT_PUBLISHED", `No service publishes port ${published}.`, {
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
