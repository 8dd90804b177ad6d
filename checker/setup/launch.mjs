// Starts a program: `node checker/setup/launch.mjs checker check part1`. To load hundreds of TypeScript files takes longer than
// most commands do, so they are bundled once. What cannot be bundled runs from its sources.
import "./packages.mjs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOf } from "./bundle.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
// As if Node had been started with the program itself.
process.argv.splice(1, 1);
const [, program = ""] = process.argv;
const bundle = bundleOf(root);

if (bundle === undefined || !(await loads(join(bundle, `${program}.mjs`)))) {
  await import("tsx");
  await load(join(root, program, "cli.ts"));
}

/** @param {string} path */
function load(path) {
  return import(pathToFileURL(path).href);
}

/** False when there is something wrong with the bundle: a program deals with its own errors. @param {string} path */
async function loads(path) {
  try {
    await load(path);
    return true;
  } catch {
    return false;
  }
}
