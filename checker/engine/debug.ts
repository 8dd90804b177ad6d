import { channel, subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";

/** A docker command that has ended, for whoever wants to see it. */
export const commands = channel("workshop:docker-command");

export interface DebuggedCommand {
  readonly args: readonly string[];
  readonly failed: boolean;
  readonly seconds: number;
}

const AREAS = ["engine", "build", "compose", "docker"] as const;
type Area = (typeof AREAS)[number];

/**
 * `WORKSHOP_DEBUG=engine,build,compose,docker`, or `*` for all: tells each request to the engine's API, and each docker
 * command, with the time that it took.
 */
export function tellCalls({ WORKSHOP_DEBUG: wanted = "" }: NodeJS.ProcessEnv, say: (line: string) => void): void {
  const areas = new Set(wanted.split(",").map((area) => area.trim()));
  const isWanted = (area: Area) => areas.has(area) || areas.has("*");
  if (!AREAS.some(isWanted)) return;
  const tell = (area: Area, seconds: number, what: string) => {
    if (isWanted(area)) say(`${area.padEnd(7)} ${seconds.toFixed(3)} s  ${what}`);
  };
  // Nothing but the engine is asked through Node's own client: probes have another one.
  const began = new WeakMap<ClientRequest, number>();
  subscribe("http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    began.set(request, performance.now());
  });
  subscribe("http.client.response.finish", (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const start = began.get(request);
    if (start === undefined) return;
    tell("engine", (performance.now() - start) / 1000, `${request.method} ${request.path} ${response.statusCode}`);
  });
  commands.subscribe((message) => {
    const { args, failed, seconds } = message as DebuggedCommand;
    tell(areaOf(args), seconds, `docker ${args.join(" ")}${failed ? " (failed)" : ""}`);
  });
}

function areaOf([first]: readonly string[]): Area {
  return first === "build" || first === "compose" ? first : "docker";
}
