import { GraderError } from "../core/errors.ts";
import { faultOf } from "./faults.ts";

const NO_SPACE = /no space left on device/i;

/** What is our problem gets a code: an engine that cannot be reached, has no room, or is broken. All else goes on as it is. */
export function engineError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (isRefused(error)) return engineAway(error);
  if (isBrokenOff(error)) return brokenOff(error);
  if (!isAnswer(error)) return error;
  return NO_SPACE.test(error.message) ? noSpace() : (faultOf(error.message) ?? error);
}

/** For `.catch`. */
export function throwEngineError(error: unknown): never {
  throw engineError(error);
}

type Known = Error & { readonly code?: string; readonly syscall?: string; readonly statusCode?: number };

/** Nobody listens at the engine's address. A program or a file that is not there has the same code, and another call. */
export function isRefused({ code = "", syscall }: Known): boolean {
  return syscall === "connect" && ["ECONNREFUSED", "ENOENT", "ENOTSOCK"].includes(code);
}

/** A connection that had been made ended before the answer did. */
function isBrokenOff({ code = "", statusCode }: Known): boolean {
  return statusCode === undefined && ["ECONNRESET", "EPIPE"].includes(code);
}

/** The engine did answer, and said that it could not. */
function isAnswer({ statusCode }: Known): boolean {
  return statusCode !== undefined;
}

/**
 * An image that is not there, or that somebody else removes at this moment. While it goes, the engine fails in other words
 * than it does afterwards (seen with 20.10 and 26.1).
 */
export function isNoImage(error: unknown): boolean {
  const { statusCode, message } = error as Known;
  return statusCode === 404 || (statusCode === 500 && isVanishing(message));
}

/** What the engine says of an image that vanishes while it looks at it. */
export function isVanishing(answer: string): boolean {
  return /unrecognized image|layer does not exist|failed to get digest .{1,300}: no such file/.test(answer);
}

/** Whether the engine went away with it is found out by asking: EngineWatch.confirm. */
function brokenOff(cause: unknown): GraderError {
  return new GraderError(
    "ENGINE_BROKE_OFF",
    "The Docker engine broke off an answer.",
    "Run the check again; the engine's own log says what happened to it.",
    { cause },
  );
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

/** A folder of ours that something else has removed. */
export function folderGone(folder: string): GraderError {
  return new GraderError(
    "FOLDER_GONE",
    `The check's own folder ${folder} vanished while it was used.`,
    "Something on this machine tidies up temporary files: run the check again, with TMPDIR set to another folder.",
  );
}

/** True when a command's output says that the engine itself was out of reach. */
export function saysAway(output: string): boolean {
  return /Cannot connect to the Docker daemon|error during connect|connection refused.{0,300}docker\.sock|closing transport due to: connection error|rpc error: code = Unavailable/i.test(
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

export function noClient(): GraderError {
  return new GraderError(
    "COMPOSE_MISSING",
    "There is no docker command on this machine.",
    "Run `npm run doctor`: it says what to install.",
  );
}
