/** What an image runs on, as Docker writes it: `linux/amd64`, `linux/arm/v7`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

const ALIASES: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  i386: "386",
  armhf: "arm",
  armel: "arm/v6",
};
const SYSTEMS = new Set(["linux", "windows", "darwin", "freebsd", "wasip1", "wasi"]);
const ARCHITECTURES = new Set([
  ...["386", "amd64", "arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le"],
  ...["ppc64", "ppc64le", "riscv64", "s390x", "wasm", "wasm32"],
]);

/** Undefined for what no builder knows. `arm64` alone is that of Linux. Source: github.com/containerd/platforms. */
export function parsePlatform(text: string): Platform | undefined {
  const [first = "", ...rest] = text.toLowerCase().split("/");
  const [os, parts] = SYSTEMS.has(first) && rest.length > 0 ? [first, rest] : ["linux", [first, ...rest]];
  const [name = "", ...more] = parts;
  const [architecture = "", variant = more[0] ?? ""] = (ALIASES[name] ?? name).split("/");
  if (!ARCHITECTURES.has(architecture) || more.length > 1 || !/^\w*$/.test(variant)) return undefined;
  const implied = { arm64: "v8", amd64: "v1", arm: "v7" }[architecture];
  return { os, architecture, variant: variant === implied || variant === "8" ? "" : variant };
}

export function inWords({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === "" ? [] : [variant])].join("/");
}

/** An image for an older variant runs on a newer one as well; that one was chosen already by who tagged it. */
export function isFor(platform: Platform, wanted: Platform): boolean {
  return inWords(platform) === inWords(wanted);
}
