import { CODES, type Code } from "./codes/codes.ts";
import type { OwnCode } from "./codes/page.ts";

/** What a finding can tell beside its message. Every text may hold a student's words: renderers escape it. */
export interface FindingDetails {
  readonly expected?: string;
  readonly actual?: string;
  /** The last lines of output or log that matter. */
  readonly evidence?: string;
  /** What programs said beside the evidence. Causes are looked for in it; reports leave it out. */
  readonly observed?: string;
  /** Where to look next; never the command to type. */
  readonly hint?: string;
  /** Path inside the submission. */
  readonly file?: string;
  readonly line?: number;
  /** The service that it is about, where it is about one. */
  readonly service?: string;
  /** Points earned all the same, where a check gives partial credit. */
  readonly earned?: number;
}

/** The student's work is wrong in one way. Whoever looks at what went wrong looks at the code: the message is for people. */
export class Finding extends Error {
  override readonly name = "Finding";
  readonly code: string;
  /** Where to look, as the page of its code says it. */
  readonly look: string;
  readonly details: FindingDetails;

  constructor(code: Code | OwnCode, message: string, details: FindingDetails = {}) {
    super(message);
    this.code = nameOf(code);
    this.look = typeof code === "string" ? CODES[code].look : code.look;
    this.details = details;
  }

  /** The same mistake, with more said about it. */
  with(details: FindingDetails): Finding {
    return new Finding({ code: this.code, look: this.look }, this.message, { ...this.details, ...details });
  }

  /** Whether it is one of these. */
  is(...codes: readonly (Code | OwnCode)[]): boolean {
    return codes.some((code) => nameOf(code) === this.code);
  }
}

function nameOf(code: Code | OwnCode): string {
  return typeof code === "string" ? code : code.code;
}

export type GraderCode =
  | "ENGINE_AWAY"
  | "ENGINE_BROKE_OFF"
  | "ENGINE_FIREWALL"
  | "ENGINE_REMOTE"
  | "FOLDER_GONE"
  | "TMPDIR_UNUSABLE"
  | "OUTPUT_FULL"
  | "NO_ADDRESSES"
  | "COMPOSE_MISSING"
  | "IMAGE_MISSING"
  | "REGISTRY_LIMIT"
  | "PACKAGE_MISSING"
  | "SETUP_REFUSED"
  | "PORT_BUSY"
  | "PORTS_OUT_OF_REACH"
  | "NO_SPACE"
  | "TOO_OLD"
  | "ULIMIT_REFUSED"
  | "TOO_NOISY"
  | "TOO_LONG"
  | "INTERRUPTED"
  | "REFERENCE_BROKEN"
  | "PROBE_ENDED";

/** Our side is wrong: it never costs the student points. `advice` says what to do about it. */
export class GraderError extends Error {
  override readonly name = "GraderError";
  readonly code: GraderCode;
  readonly advice: string;

  constructor(code: GraderCode, message: string, advice = "", options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.advice = advice;
  }
}

/** Wrong usage of a command: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a command was given is wrong in itself, and the message says where: no fault of the machine, or of ours. */
export class Failure extends Error {
  override readonly name: string = "Failure";
}
