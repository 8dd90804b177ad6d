/** A path that a compose file names, before Compose has read it. */
export interface PathUse {
  /** Where it stands in the file. */
  readonly at: readonly (string | number)[];
  readonly value: string;
  /** What it leads to: only another compose file is read on from there. */
  readonly kind: "include" | "extends" | "file" | "folder";
  /** Folder from which an included file counts its own paths, where it is given. */
  readonly base?: string;
}

type Key = string | number;
type Uses = PathUse[];

/** Every path that a compose file names. */
export function pathsIn(content: unknown): readonly PathUse[] {
  const uses: Uses = [];
  if (!isRecord(content)) return uses;
  for (const [entry, at] of items(content.include, ["include"])) include(uses, entry, at);
  for (const [name, service] of Object.entries(record(content.services)))
    if (isRecord(service)) ofService(uses, service, ["services", name]);
  for (const kind of ["secrets", "configs"])
    for (const [name, entry] of Object.entries(record(content[kind])))
      add(uses, record(entry).file, [kind, name, "file"], "file");
  return uses;
}

function include(uses: Uses, entry: unknown, at: readonly Key[]): void {
  if (!isRecord(entry)) {
    add(uses, entry, at, "include");
    return;
  }
  const base = scalar(entry.project_directory);
  add(uses, entry.project_directory, [...at, "project_directory"], "folder");
  for (const [path, where] of items(entry.path, [...at, "path"])) add(uses, path, where, "include", base);
  for (const [path, where] of items(entry.env_file, [...at, "env_file"])) add(uses, path, where, "file");
}

function ofService(uses: Uses, service: Record<string, unknown>, at: readonly Key[]): void {
  add(uses, record(service.extends).file, [...at, "extends", "file"], "extends");
  for (const key of ["env_file", "label_file"])
    for (const [entry, where] of items(service[key], [...at, key]))
      if (isRecord(entry)) add(uses, entry.path, [...where, "path"], "file");
      else add(uses, entry, where, "file");
  if (isRecord(service.build)) {
    const build = service.build;
    add(uses, build.context, [...at, "build", "context"], "folder");
    const context = scalar(build.context);
    const dockerfile = scalar(build.dockerfile);
    if (dockerfile !== undefined) add(uses, under(context, dockerfile), [...at, "build", "dockerfile"], "file");
  } else add(uses, service.build, [...at, "build"], "folder");
  for (const [entry, where] of items(service.volumes, [...at, "volumes"])) mount(uses, entry, where);
}

/** A Dockerfile's path counts from its build context. */
function under(context: string | undefined, path: string): string {
  return context === undefined || /^(?:[/~\\]|[A-Za-z]:)/.test(path) ? path : `${context}/${path}`;
}

function mount(uses: Uses, entry: unknown, at: readonly Key[]): void {
  if (isRecord(entry)) {
    if (entry.type !== "volume" && entry.type !== "tmpfs") add(uses, entry.source, [...at, "source"], "folder");
    return;
  }
  const text = scalar(entry) ?? "";
  const source = /^[A-Za-z]:[\\/]/.test(text) ? text : text.slice(0, Math.max(0, text.indexOf(":")));
  // Anything else is the name of a volume.
  if (/^[./~\\]|^[A-Za-z]:|\$/.test(source)) add(uses, source, at, "folder");
}

function add(uses: Uses, value: unknown, at: readonly Key[], kind: PathUse["kind"], base?: string): void {
  const text = scalar(value);
  if (text !== undefined) uses.push({ at, value: text, kind, ...(base !== undefined && { base }) });
}

function scalar(value: unknown): string | undefined {
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}

function items(value: unknown, at: readonly Key[]): [unknown, readonly Key[]][] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map((entry, index) => [entry, [...at, index]]) : [[value, at]];
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
