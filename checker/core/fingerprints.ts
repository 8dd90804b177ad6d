import { CODES, type Code } from "./codes/codes.ts";
import type { Finding } from "./errors.ts";

/** A mistake that many make: thrown under its code where it is known, or recognised by what programs say of it. */
export interface Fingerprint {
  readonly code: Code;
  /** In what builders, engines and programs say; never in words of ours. */
  readonly trace?: RegExp;
  /** Where to look, in the place of what the code's page says: may name what the trace found. */
  readonly look?: (trace: RegExpExecArray) => string;
}

/** The first that fits decides: the special ones come before the general ones. It explains; it never decides points. */
export const FINGERPRINTS = [
  { code: "MOUNT_HIDES" },
  { code: "NPM_IN_ROOT" },
  {
    code: "NO_COMPILER",
    trace:
      /install development tools first|No such file or directory - make\b|command '(?:g?cc|g\+\+)' failed: No such file/,
  },
  { code: "REDIS_TOO_NEW", trace: /client\.\w+ is not a function/ },
  { code: "HOST_REFUSED", trace: /Host not permitted/ },
  {
    code: "NO_WEB_SERVER",
    trace: /no server handler|Couldn't find handler|could not start, the required gems weren't found/i,
  },
  {
    code: "WINDOWS_LINES",
    trace: /exec(?:ve)?[: ]{1,9}"?(\S{1,200}?\.\w{1,20})"?: no such file or directory|\\r['": ]|\^M: bad interpreter/,
    look: ([, script = "the script"]) =>
      `Look at how the lines of ${script} end, and at the program that its first line names.`,
  },
  { code: "EXEC_FORMAT", trace: /exec format error/i },
  {
    code: "FILE_MISSING",
    trace: /COPY failed|forbidden path outside the build context/,
  },
  {
    code: "CODE_ELSEWHERE",
    trace:
      /(?:can't open file|Cannot find module|No such file or directory --|cannot load such file --) '?(\/[^\s':]+)|No such file or directory -- /,
    look: ([, path]) =>
      `Look at WORKDIR, at where COPY puts the code, and at the names in CMD${path === undefined ? "" : `: ${path} is not there`}.`,
  },
  {
    code: "PACKAGE_MISSING",
    trace:
      /No module named '?([\w.]+)|Cannot find module '([^'./][^']*)'|cannot load such file -- ([a-z][\w./-]*)|Could not find (?:a valid )?gem|No matching distribution found|is not in (?:this|the npm) registry/,
    look: ([, python, node, ruby]) =>
      `Look at what the Dockerfile installs, and where: the code needs ${python ?? node ?? ruby ?? "what its first lines name"}.`,
  },
  { code: "BASE_UNKNOWN", trace: /invalid reference format|failed to parse stage name/ },
  { code: "LOOPBACK_ONLY" },
  { code: "OTHER_PORT" },
  { code: "PORTS_REVERSED" },
  { code: "NOT_BUILT" },
  { code: "FIXED_NAME", trace: /container name must be unique|container name .{0,500} is already in use/i },
  {
    code: "OWN_CONTAINER",
    trace: /(?:connection to|connecting to|connect ECONNREFUSED|host=)['" ]*(?:localhost|127\.0\.0\.1)\b/i,
  },
  {
    code: "NAME_UNKNOWN",
    trace: /\bENOTFOUND\b|EAI_AGAIN|Name or service not known|failure in name resolution|getaddrinfo/i,
  },
  { code: "PORT_TAKEN", trace: /address already in use|port is already allocated/i },
  {
    code: "LIST_QUOTES",
    trace: /\/bin\/sh: \d+: \[\S*: not found|exec: "\[/,
    look: ([said]) =>
      /[\u2018-\u201f]/u.test(said)
        ? 'Look at the quotes of CMD and ENTRYPOINT: these are typographic ones, as a word processor writes them; Docker needs ".'
        : CODES.LIST_QUOTES.look,
  },
  { code: "NO_SPACE", trace: /no space left on device/i },
  { code: "NO_PERMISSION", trace: /permission denied|EACCES|operation not permitted/i },
  { code: "OUT_OF_MEMORY", trace: /cannot allocate memory|out of memory|exit code:? 137/i },
  { code: "PROGRAM_MISSING", trace: /executable file not found in \$PATH/ },
  { code: "USER_UNKNOWN", trace: /unable to find (?:user|group) / },
  { code: "ENDED_EARLY" },
  { code: "NEVER_ENDS" },
] as const satisfies readonly Fingerprint[];

export type FingerprintCode = (typeof FINGERPRINTS)[number]["code"];

/** A mistake that was recognised. */
export interface Recognised {
  readonly code: FingerprintCode;
  readonly cause: string;
  readonly look: string;
}

/** What is read of each part, from its end: a build prints at most 80 KB that are kept. */
const MOST_READ = 96 * 1024;

/** The known mistake behind a finding, by its code or by what programs said: our own words are no evidence. */
export function recognise(finding: Finding): Recognised | undefined {
  const { evidence, observed } = finding.details;
  const text = [evidence, observed]
    .filter((part) => part !== undefined)
    .map((part) => part.slice(-MOST_READ))
    .join("\n");
  for (const known of FINGERPRINTS) {
    const { code, trace, look }: Fingerprint = known;
    const page = { code: known.code, cause: CODES[code].means, look: CODES[code].look };
    if (finding.is(code)) return page;
    const found = trace?.exec(text);
    if (found) return { ...page, ...(look && { look: look(found) }) };
  }
  return undefined;
}
