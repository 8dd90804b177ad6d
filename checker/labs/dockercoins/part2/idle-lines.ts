import { relative } from "node:path";
import { Finding, filesOf, placeInside, readInside, type ServiceSpec } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { inLines, type Keys, lineOf, type SpareKey } from "./spare-keys.ts";

/** Read for the names of variables: more is not source text. */
const MOST_BYTES = 256 * 1024;
/** Files of a service that are looked into: a folder with packages in it says nothing about what its programs read. */
const MOST_FILES = 200;

/** Read by interpreters, servers, libraries and systems, whether or not a source file names them. */
const OF_OTHERS =
  /^(?:PYTHON|PIP_|FLASK|GUNICORN|WERKZEUG|RUBY|RACK|APP_ENV|SINATRA|PUMA|BUNDLE|GEM_|NODE|NPM|WEB_CONCURRENCY|LANG|LC_|TZ$|PATH$|HOME$|USER$|DEBUG|MALLOC|.*_PROXY$)/i;

/** What a compose file says although it is so anyway: worth knowing, and worth no points. */
export async function idleLines(file: Keys, dir: string): Promise<Finding | undefined> {
  const idle = [...versionOf(file), ...(await Promise.all(services(file, dir))).flat()].sort((a, b) => a.line - b.line);
  const [first] = idle;
  if (first === undefined) return undefined;
  return new Finding(
    codes.IDLE_LINES,
    idle.length === 1 ? "One line has no effect." : `${idle.length} lines have no effect.`,
    {
      expected: "lines without which something would be different",
      evidence: inLines(idle),
      file: file.name,
      line: first.line,
    },
  );
}

function versionOf(file: Keys): readonly SpareKey[] {
  const line = lineOf(file, file.document.contents, "version");
  return line === undefined
    ? []
    : [{ path: "version", habit: "version", line, reason: "Compose has ignored it for years" }];
}

function services(file: Keys, dir: string): readonly Promise<readonly SpareKey[]>[] {
  return Object.entries(file.model.services).map(async ([name, service]) => {
    const at = (path: readonly string[], reason: string): readonly SpareKey[] => {
      const map = file.document.getIn(["services", name, ...path.slice(0, -1)]);
      const line = lineOf(file, map, path.at(-1) ?? "");
      return line === undefined
        ? []
        : [{ path: `services.${name}.${path.join(".")}`, habit: path.join("."), line, reason }];
    };
    return [
      ...(service.build?.dockerfile === "Dockerfile" ? at(["build", "dockerfile"], "that is the default name") : []),
      ...(mountsItsCode(service) ? at(["volumes"], "the image has this code already") : []),
      ...(await unread(dir, service)).flatMap((variable) =>
        at(["environment", variable], "no program of this service reads it"),
      ),
    ];
  });
}

function mountsItsCode({ build, volumes }: ServiceSpec): boolean {
  if (build === undefined || !Array.isArray(volumes)) return false;
  const inside = (path: string) => !relative(build.context, path).startsWith("..");
  return volumes.every(({ type, source }) => type === "bind" && inside(String(source)));
}

/** Variables that no file of the build context names. */
async function unread(dir: string, { build, environment, ...others }: ServiceSpec): Promise<readonly string[]> {
  const told = JSON.stringify(others);
  const names = Object.keys((environment ?? {}) as object).filter(
    (name) => !OF_OTHERS.test(name) && !told.includes(name),
  );
  if (build === undefined || names.length === 0) return [];
  // The folder may be a link to another one inside.
  const folder = (await placeInside(dir, build.context)) ?? ".";
  const files = await filesOf(dir, [folder]);
  if (files.length > MOST_FILES) return [];
  const texts = await Promise.all(files.map((file) => textOf(dir, file)));
  return names.filter((name) => !texts.some((text) => text.includes(name)));
}

async function textOf(dir: string, file: string): Promise<string> {
  const found = await readInside(dir, file, MOST_BYTES);
  return Buffer.isBuffer(found) ? found.toString("latin1") : "";
}
