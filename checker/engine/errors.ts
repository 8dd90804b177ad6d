import { GraderError } from "../core/errors.ts";

const AWAY =
  /ECONNREFUSED|ENOENT.*\.sock|connect ENOENT|ECONNRESET|EPIPE|socket hang up|Cannot connect to the Docker daemon|error during connect/i;
const NO_SPACE = /no space left on device/i;

/** An engine that cannot be reached, or that has no room, is our problem; everything else goes on as it is. */
export function engineError(error: unknown): unknown {
  const text =
    error instanceof Error ? `${error.message} ${(error as NodeJS.ErrnoException).code ?? ""}` : String(error);
  if (AWAY.test(text)) return engineAway(error);
  if (NO_SPACE.test(text)) return noSpace();
  return error;
}

export function engineAway(cause?: unknown): GraderError {
  return new GraderError(
    "ENGINE_AWAY",
    "The Docker engine does not answer.",
    "Start Docker and run the check again; `npm run doctor` shows what is missing.",
    { cause },
  );
}

export function noSpace(): GraderError {
  return new GraderError(
    "NO_SPACE",
    "The disk that Docker writes to is full.",
    "Free some space (`docker system df` shows what Docker uses), then run the check again.",
  );
}

/** True when a command's output says that the engine itself was out of reach. */
export function saysAway(output: string): boolean {
  return /Cannot connect to the Docker daemon|error during connect|connection refused.*docker\.sock|closing transport due to: connection error|rpc error: code = Unavailable/i.test(
    output,
  );
}

export function saysNoSpace(output: string): boolean {
  return NO_SPACE.test(output);
}

/** True when the docker client did not know what it was asked to do: a plugin is missing, or cannot be read. */
export function saysBadClient(output: string): boolean {
  return /^(unknown (shorthand )?flag: |docker: .* is not a docker command|.*BuildKit is enabled but the buildx component is missing)/m.test(
    output,
  );
}

export function badClient(output: string): GraderError {
  return new GraderError(
    "COMPOSE_MISSING",
    `The docker command of this machine cannot do what the check asks for:\n${output.trim().split("\n").slice(0, 4).join("\n")}`,
    "Run `npm run doctor`: Compose or buildx is missing for this user.",
  );
}
