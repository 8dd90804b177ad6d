/** What is to be built, judged as far as the request says it. */
export interface BuildRequest {
  /** The folder that is built: nobody changes it. */
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string | null>>;
  readonly target?: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Finds an image that the run has built. */
  readonly own: (name: string) => Promise<{ readonly ref: string } | undefined>;
  readonly network?: "none";
}

export interface Built {
  readonly id: string;
  /** What the builder wrote. */
  readonly output: string;
}

/** Builds what was judged, with the limits of every build; throws a finding when it fails. */
export type Build = (request: BuildRequest) => Promise<Built>;
