import type { FindingDetails } from "./errors.ts";

/** A mistake that many make, recognised by the traces that it leaves. It explains; it never decides points. */
export interface Fingerprint {
  /** Stable: reports and answers refer to it. */
  readonly code: string;
  /** One sentence. */
  readonly cause: string;
  /** Where to look; never the command to type. May name what the trace found. */
  readonly look: string | ((trace: RegExpExecArray) => string);
  /** What it leaves in build output, logs, exit codes, listening sockets, answers of name servers. */
  readonly trace: RegExp;
}

/** The first whose trace is found decides: the special ones come before the general ones. */
export const FINGERPRINTS = [
  {
    code: "MOUNT_HIDES",
    cause: "A folder of the machine is mounted over a folder of the image, and hides what the image has there.",
    look: ([, at]) =>
      `Look at the volumes of the service: what is mounted at ${at} stands in the place of what the image has there.`,
    trace: /hidden by what is mounted at (\/\S*)/,
  },
  {
    code: "NPM_IN_ROOT",
    cause: "npm runs in the root folder of the image, where it cannot install.",
    look: "Look at the folder in which npm runs: no WORKDIR comes before it.",
    trace: /Tracker "idealTree" already exists/,
  },
  {
    code: "NO_COMPILER",
    cause: "A part of a package is written in C and has to be compiled, and the image has no compiler for it.",
    look: "Look at which variant of the base image is used, at what that one leaves out, and at what is installed before.",
    trace:
      /install development tools first|No such file or directory - make\b|command '(?:g?cc|g\+\+)' failed: No such file/,
  },
  {
    code: "REDIS_TOO_NEW",
    cause: "The package redis in the image is version 4 or later, which is used in another way than the code does.",
    look: "Look at which version of redis the code's first lines ask for, and at which one is installed.",
    trace: /client\.\w+ is not a function/,
  },
  {
    code: "HOST_REFUSED",
    cause: "The server answers to localhost, but refuses to be called by another name.",
    look: "Look at the settings of the framework for the hosts that it permits, and at the environment that it thinks it runs in.",
    trace: /Host not permitted|status 403/,
  },
  {
    code: "NO_WEB_SERVER",
    cause: "The framework is installed, but no web server that could run it.",
    look: "Look at the packages that the first lines of the code name.",
    trace: /no server handler|Couldn't find handler|could not start, the required gems weren't found/i,
  },
  {
    code: "WINDOWS_LINES",
    cause:
      "The first line of a script names a program that is not there; with Windows line endings the name ends in an invisible character.",
    look: ([, started, found]) =>
      `Look at how the lines of ${started ?? found ?? "the script"} end, and at the program that its first line names.`,
    trace:
      /exec(?:ve)?[: ]{1,9}"?(\S{1,200}?\.\w{1,20})"?: no such file or directory|(\/\S{1,200}) is there, and its first line ends as lines end on Windows|\\r['": ]|\^M: bad interpreter/,
  },
  {
    code: "EXEC_FORMAT",
    cause: "The system cannot run what is started: it is no program, or one for another processor.",
    look: "Look at the first line of the script that is started (does it name a shell?), or at the processor that the image was made for.",
    trace: /exec format error/i,
  },
  {
    code: "FILE_MISSING",
    cause: "The Dockerfile copies something that is not in the build context.",
    look: "Look at the paths after COPY: they are relative to the service's folder, and .dockerignore can hide files.",
    trace: /, which is not in the build context|COPY failed|forbidden path outside the build context/,
  },
  {
    code: "CODE_ELSEWHERE",
    cause: "What is started looks for a file that is not there: it has another name, or is in another folder.",
    look: ([, path]) =>
      `Look at WORKDIR, at where COPY puts the code, and at the names in CMD${path === undefined ? "" : `: ${path} is not there`}.`,
    trace:
      /(?:can't open file|Cannot find module|No such file or directory --|cannot load such file --) '?(\/[^\s':]+)|No such file or directory -- |which webui does not serve/,
  },
  {
    code: "PACKAGE_MISSING",
    cause: "The code needs a package that is not installed in the image.",
    look: ([, python, node, ruby]) =>
      `Look at what the Dockerfile installs, and where: the code needs ${python ?? node ?? ruby ?? "what its first lines name"}.`,
    trace:
      /No module named '?([\w.]+)|Cannot find module '([^'./][^']*)'|cannot load such file -- ([a-z][\w./-]*)|Could not find (?:a valid )?gem|No matching distribution found|is not in (?:this|the npm) registry/,
  },
  {
    code: "BASE_UNKNOWN",
    cause: "The FROM line names an image or a tag that does not exist.",
    look: "Look at the FROM line, letter by letter.",
    trace:
      /The base image .{0,500} does not exist|is not the name of an image|names no image|invalid reference format|failed to parse stage name/,
  },
  {
    code: "LOOPBACK_ONLY",
    cause: "The server listens on 127.0.0.1, which in a container is the container itself.",
    look: "Look at the address that the server is told to bind to.",
    trace: /listening on 127\.0\.0\.1/,
  },
  {
    code: "OTHER_PORT",
    cause: "The server listens on another port than the one it is called on.",
    look: "Look at where the port of the server is set.",
    trace: /does not listen on port \d+: it listens on/,
  },
  {
    code: "PORTS_REVERSED",
    cause: "The two numbers of the published port are the wrong way round.",
    look: "Look at the order of the numbers: the machine's port comes first, then the container's.",
    trace: /leads to port \d+ of \S+ \(the other way round\)/,
  },
  {
    code: "NOT_BUILT",
    cause: "The service runs an image from a registry, not one that is built from the Dockerfile beside it.",
    look: "Look at which key of the service says where its image comes from.",
    trace: /is not built from your Dockerfile/,
  },
  {
    code: "FIXED_NAME",
    cause: "The service has a fixed container name, and a name can be given only once.",
    look: "Look at the keys of the service that is scaled.",
    trace: /because it has a container_name|container name must be unique|container name .{0,500} is already in use/i,
  },
  {
    code: "OWN_CONTAINER",
    cause: "A program calls localhost, which in a container is the container itself.",
    look: "Look at where the code gets the name of the host that it calls from.",
    trace: /(?:connection to|connecting to|connect ECONNREFUSED|host=)['" ]*(?:localhost|127\.0\.0\.1)\b/i,
  },
  {
    code: "NAME_UNKNOWN",
    cause: "A name that the code calls does not lead to any container.",
    look: "Look at the names of the services, and at which networks they share.",
    trace: /does not resolve|\bENOTFOUND\b|EAI_AGAIN|Name or service not known|failure in name resolution|getaddrinfo/i,
  },
  {
    code: "PORT_TAKEN",
    cause: "Two processes want the same port.",
    look: "Look at what else is started or published there.",
    trace:
      /address already in use|port is already allocated|of the machine is published twice|because it publishes a fixed port/i,
  },
  {
    code: "LIST_QUOTES",
    cause: "A command is written as a list that Docker cannot read as one, so a shell is given the list's text.",
    look: ([said]) =>
      /[\u2018-\u201f]/u.test(said)
        ? 'Look at the quotes of CMD and ENTRYPOINT: these are typographic ones, as a word processor writes them; Docker needs ".'
        : "Look at the quotes and commas of CMD and ENTRYPOINT: a list takes each word by itself, in double quotes.",
    trace: /\/bin\/sh: \d+: \[\S*: not found|exec: "\[/,
  },
  {
    code: "NO_SPACE",
    cause: "What is written to has no room left.",
    look: "Look at how much is written, and to which folder.",
    trace: /no space left on device/i,
  },
  {
    code: "NO_PERMISSION",
    cause: "The user that the process runs as may not do what it tries to do.",
    look: "Look at the rights of the file that is named, and at the user that the container runs as.",
    trace: /permission denied|EACCES|operation not permitted/i,
  },
  {
    code: "OUT_OF_MEMORY",
    cause: "The process used more memory than it may, and was ended.",
    look: "Look at what it keeps in memory, or how much it asks for at once.",
    trace: /used more memory than it may|cannot allocate memory|out of memory|exit code:? 137/i,
  },
  {
    code: "PROGRAM_MISSING",
    cause: "What is to be started is not in the image.",
    look: "Look at CMD and ENTRYPOINT: is the program in the image, and is it spelled right?",
    trace: /executable file not found in \$PATH/,
  },
  {
    code: "USER_UNKNOWN",
    cause: "The image is to run as somebody whom its system does not know.",
    look: "Look at USER: the name has to be one of the image's own system.",
    trace: /unable to find (?:user|group) /,
  },
  {
    code: "ENDED_EARLY",
    cause: "What the image starts comes to its end at once; a service has to go on running.",
    look: "Look at what the image starts: a command of its own, or the one of its base image?",
    trace: /ended by itself \(exit code 0\)/,
  },
  {
    code: "NEVER_ENDS",
    cause: "A step of the build runs something that never ends, like a server.",
    look: "Look at what happens while the image is built, and what is meant to happen when the container runs.",
    trace: /The build of .{0,500} did not end within/,
  },
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

/** The fingerprint in what was observed: the finding's own words count, as they tell of sockets, answers and exit codes. */
export function recognise(message: string, details: FindingDetails): Recognised | undefined {
  const { actual, evidence, observed } = details;
  const text = [message, actual, evidence, observed]
    .filter((part) => part !== undefined)
    .map((part) => part.slice(-MOST_READ))
    .join("\n");
  for (const { code, cause, look, trace } of FINGERPRINTS) {
    const found = trace.exec(text);
    if (found) return { code, cause, look: typeof look === "string" ? look : look(found) };
  }
  return undefined;
}
