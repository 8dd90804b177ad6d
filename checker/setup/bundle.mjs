// One bundle of the project's sources, in a folder that is named after what is in them: a bundle of other sources is never
// found, wherever they came from. Plain JavaScript, nothing but Node: it runs before anything else is loaded.
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folders of our sources. Each has a program, `cli.ts`. */
export const FOLDERS = ["checker", "slides"];
/** Everything that a bundler reads as code. Tests are in no bundle. */
const SOURCE = /(?<!\.test)\.([cm]?[jt]s|json)$/;
/** What decides, beside the sources, what comes out: the packages that are wanted, those that are there, and the compiler's options. */
const SETTINGS = ["package-lock.json", "node_modules/.package-lock.json", "tsconfig.json"];
const BUNDLER = fileURLToPath(new URL("bundler.mjs", import.meta.url));
/** Milliseconds after which no command runs any more that loads the rest of itself from an old bundle. */
const DAY = 24 * 3600 * 1000;

/**
 * The folder with the bundle of these sources, which is made where there is none; undefined where that cannot be done.
 * @param {string} root
 */
export function bundleOf(root) {
  const bundles = join(root, "node_modules/.workshop");
  try {
    const digest = digestOf(root);
    const bundle = join(bundles, digest);
    if (existsSync(bundle)) return bundle;
    return make(root, bundles, digest) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} root */
export function digestOf(root) {
  const hash = createHash("sha256");
  const sources = FOLDERS.flatMap((folder) => sourcesIn(root, folder)).sort();
  for (const path of [...SETTINGS, ...sources]) {
    const text = readIfThere(join(root, path));
    hash.update(`${path} ${text?.length}\n`).update(text ?? "");
  }
  return hash.digest("hex").slice(0, 32);
}

/** @param {string} root @param {string} folder @returns {string[]} */
function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(root, path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Others may do the same at this moment: each makes a folder of its own, and the first one to give it its name has won. True
 * when there is a bundle.
 * @param {string} root @param {string} bundles @param {string} digest
 */
function make(root, bundles, digest) {
  const folder = join(bundles, `${digest}.${randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  const bundle = join(bundles, digest);
  try {
    const { status } = spawnSync(process.execPath, [BUNDLER, root, folder], { stdio: "ignore" });
    // Sources that have changed in between may be in it.
    if (status !== 0 || digestOf(root) !== digest) return false;
    renameSync(folder, bundle);
    removeOld(bundles);
    return true;
  } catch {
    return existsSync(bundle);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} bundles */
function removeOld(bundles) {
  for (const name of readdirSync(bundles)) {
    const path = join(bundles, name);
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true });
  }
}
