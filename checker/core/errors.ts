/** What a finding can tell beside its message. Every text may hold a student's words: renderers escape it. */
export interface FindingDetails {
  readonly expected?: string;
  readonly actual?: string;
  /** The last lines of output or log that matter. */
  readonly evidence?: string;
  /** All that was seen, for whoever looks for the cause in it; reports leave it out. */
  readonly observed?: string;
  /** Where to look next; never the command to type. */
  readonly hint?: string;
  /** Path inside the submission. */
  readonly file?: string;
  readonly line?: number;
  /** Stable id of the rule that says so, where one does. */
  readonly rule?: string;
  /** Points earned all the same, where a check gives partial credit. */
  readonly earned?: number;
}

/** The student's work is wrong in one way. */
export class Finding extends Error {
  override readonly name = "Finding";
  readonly details: FindingDetails;

  constructor(message: string, details: FindingDetails = {}) {
    super(message);
    this.details = details;
  }
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
