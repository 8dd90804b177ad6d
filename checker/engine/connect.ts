import Docker from "dockerode";
import { GraderError } from "../core/errors.ts";
import { type Endpoint, engineEndpoint } from "./endpoint.ts";

/** A client for the engine that the docker CLI would talk to. Nothing is asked yet. */
export function connect(env: NodeJS.ProcessEnv): Docker {
  const endpoint = engineEndpoint(env);
  if (isElsewhere(endpoint)) {
    throw new GraderError(
      "ENGINE_REMOTE",
      `The Docker engine is on another machine: ${endpoint.name}.`,
      "Services are asked through ports that the engine publishes on this machine: run the check where the engine runs.",
    );
  }
  if (endpoint.kind === "tcp") {
    const { host, port, tls } = endpoint;
    return new Docker({
      host,
      port,
      ...(tls ? { protocol: "https", ...tls } : { protocol: "http" }),
    } as Docker.DockerOptions);
  }
  return new Docker({ socketPath: endpoint.kind === "ssh" ? "" : endpoint.path });
}

function isElsewhere(endpoint: Endpoint): boolean {
  if (endpoint.kind === "ssh") return true;
  return endpoint.kind === "tcp" && !/^(localhost|127(\.\d+){3}|::1|host\.docker\.internal)$/.test(endpoint.host);
}
