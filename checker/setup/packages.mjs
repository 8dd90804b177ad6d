// Installs the locked packages when they are missing or out of date. This comes before every command, when no package is
// there yet: plain JavaScript, nothing but Node. With nothing to do it reads two small files.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST = [20, 18];
const root = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(root, "node_modules");
const stamp = join(modules, ".workshop-packages");

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @param {string} message @returns {never} */
function stop(message) {
  say(message);
  process.exit(3);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * What was installed by hand counts as well: npm leaves a copy of the lock file's packages in node_modules.
 * Packages for other systems are in the lock file only, and are marked as optional there.
 * @param {string} lock
 */
function matchesInstalled(lock) {
  const installed = read(join(modules, ".package-lock.json"));
  if (installed === undefined) return false;
  try {
    const have = JSON.parse(installed).packages ?? {};
    const want = JSON.parse(lock).packages ?? {};
    return Object.entries(want).every(([path, entry]) => {
      if (path === "") return true;
      if (have[path] === undefined) return entry.optional === true;
      return have[path].version === entry.version && existsSync(join(root, path));
    });
  } catch {
    return false;
  }
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  stop(`This needs Node ${LEAST.join(".")} or newer, and you have ${process.versions.node}: see https://nodejs.org.`);
}

const lock = read(join(root, "package-lock.json"));
if (lock === undefined) stop(`${root} has no package-lock.json: clone the repository again.`);
// Packages with compiled parts belong to one platform: a folder shared between machines may hold another one's.
const wanted = createHash("sha256").update(`${process.platform} ${process.arch}\n${lock}`).digest("hex");

/** @param {string[]} words @returns {{ ok: boolean, output: string }} */
function npm(words) {
  const args = [...words, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  // npm tells its scripts which npm runs them: the same one, even where another comes first in PATH.
  const cli = process.env.npm_execpath;
  const [command, first] = cli && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ["npm", []];
  // What npm prints belongs to the progress: stdout is for the command that comes after this.
  const result = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", 2, "pipe"],
    encoding: "utf8",
    shell: command === "npm" && process.platform === "win32",
  });
  return { ok: result.status === 0, output: `${result.stderr ?? ""}${result.error?.message ?? ""}`.trim() };
}

function install() {
  say("Installing the packages that package-lock.json names (once) ...");
  let result = npm(["ci"]);
  // npm releases disagree on whether a lock file has to name packages of other platforms that a registry lacks.
  if (!result.ok && /EUSAGE/.test(result.output)) result = npm(["install", "--no-save"]);
  if (result.ok) return say("Packages are installed.");
  say(result.output.split("\n").slice(0, 12).join("\n"));
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ENOTCACHED/.test(result.output);
  stop(
    offline
      ? "The packages could not be installed: npm's registry does not answer. Connect this machine once, or copy a\n" +
          "node_modules folder here from a machine of the same kind, then type the same command again."
      : "The packages could not be installed: npm's output is above. Type `npm ci` to try by hand.",
  );
}

if (read(stamp) !== wanted) {
  if (!matchesInstalled(lock)) install();
  try {
    writeFileSync(stamp, wanted);
  } catch {
    // Somebody else's folder: the longer look is taken again next time.
  }
}
