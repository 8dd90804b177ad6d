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
  for (const { service, published, protocol = "tcp" } of publishedPorts(model)) {
    if (published === undefined) continue;
    const port = `${published}/${protocol}`;
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
  const found = all.find((port) => port.published === String(published));
  if (found) return { published, service: found.service, target: found.target };
  const reversed = all.some(({ target }) => target === published);
  throw new Finding(`No service publishes port ${published}.`, {
    expected: right
      ? `port ${published} of the machine leads to port ${right.target} of ${right.service}`
      : `a service that publishes port ${published}`,
    actual: all.map(inWords).join("; ") || "no published port",
    hint: reversed
      ? "Look at the order of the two numbers: the machine's port comes first, then the container's."
      : `Look at the ports of ${right?.service ?? "the services"}.`,
  });
}

function inWords({ service, published, target }: Published): string {
  return `port ${published ?? "(any)"} leads to port ${target} of ${service}`;
}
