import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface AptSource {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Keyring that its signatures are checked with, where the source names one. */
  readonly signedBy?: string;
}

const ARCHIVE_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The Debian archive that this machine installs from, mirrors and proxies of its network included. */
export function debianArchive(folder = "/etc/apt"): { readonly uri: string; readonly signedBy: string } | undefined {
  const source = machineSources(folder).find((s) => s.components.includes("main") && isMainArchive(s));
  if (source === undefined) return undefined;
  return { uri: source.uri, signedBy: source.signedBy ?? ARCHIVE_KEYRING };
}

/** Debian's main archive by its layout: `.../debian`, and neither the security nor a backports suite. */
function isMainArchive({ uri, suites }: AptSource): boolean {
  return /\/debian\/?$/.test(uri) && suites.some((suite) => /^[a-z]+$/.test(suite));
}

function machineSources(folder: string): AptSource[] {
  const parts = join(folder, "sources.list.d");
  const files = [join(folder, "sources.list")];
  if (existsSync(parts)) files.push(...readdirSync(parts).map((file) => join(parts, file)));
  return files
    .filter((file) => /\.(list|sources)$/.test(file) && existsSync(file))
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return file.endsWith(".sources") ? parseDeb822(text) : parseOneLine(text);
    });
}

/** `deb [signed-by=...] URI SUITE COMPONENT...`, see sources.list(5). */
export function parseOneLine(text: string): AptSource[] {
  return [...text.matchAll(/^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)[ \t]*(.*)$/gm)].map(
    ([, options, uri, suite, rest]) => {
      const signedBy = /signed-by=(\S+)/.exec(options ?? "")?.[1];
      const components = (rest ?? "").replace(/#.*/, "").split(/\s+/).filter(Boolean);
      return { uri: uri ?? "", suites: [suite ?? ""], components, ...(signedBy ? { signedBy } : {}) };
    },
  );
}

/** Paragraphs of `Types: deb`, `URIs:`, `Suites:` ..., see sources.list(5). */
export function parseDeb822(text: string): AptSource[] {
  const stanzas = text.replace(/^#.*\n?/gm, "").split(/\n\s*\n/);
  return stanzas.flatMap((stanza) => {
    const field = (name: string): string[] =>
      (new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(stanza)?.[1] ?? "").split(/\s+/).filter(Boolean);
    if (!field("Types").includes("deb") || field("Enabled")[0] === "no") return [];
    const [signedBy] = field("Signed-By");
    const suites = field("Suites");
    const components = field("Components");
    return field("URIs").map((uri) => ({ uri, suites, components, ...(signedBy ? { signedBy } : {}) }));
  });
}
