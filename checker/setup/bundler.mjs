// Bundles the project's programs: `node bundler.mjs ROOT FOLDER`. A process of its own, so that no command carries the bundler.
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { build } from "esbuild";
import { FOLDERS } from "./bundle.mjs";

const [, , root = "", outdir = ""] = process.argv;

/** Large packages that only some commands load, and programs of their own. */
const EXTERNAL = ["playwright-core", "shiki", "@shikijs/*", "reveal.js", "tsx", "esbuild", "vitest", "*.node"];
/** Packages of dockerode for what we never do: engines behind ssh, builds through its own API and their progress. */
const UNUSED = /^(ssh2|@grpc\/.*|protobufjs)$/;

/** @type {import("esbuild").Plugin} */
const unused = {
  name: "unused",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** What a file reads beside itself, it finds beside its source: its own address stays what it was. @type {import("esbuild").Plugin} */
const addresses = {
  name: "addresses",
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/, namespace: "file" }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      const address = JSON.stringify(relative(outdir, path).split(sep).join("/"));
      const contents = text.replaceAll("import.meta.url", `new URL(${address}, import.meta.url).href`);
      return { contents, loader: /ts$/.test(path) ? "ts" : "js" };
    });
  },
};

await build({
  absWorkingDir: root,
  entryPoints: FOLDERS.map((folder) => ({ in: `${folder}/cli.ts`, out: folder })),
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.18",
  outExtension: { ".js": ".mjs" },
  sourcemap: true,
  sourcesContent: false,
  external: EXTERNAL,
  // Packages in the older format ask for Node's modules in that way.
  banner: {
    js: `import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);`,
  },
  plugins: [unused, addresses],
  logLevel: "error",
});
