import { afterAll, beforeAll, expect, test } from "vitest";
import { Finding, GraderError } from "../core/errors.ts";
import { recognise } from "../core/fingerprints.ts";
import { ensureReady } from "../setup/ready.ts";
import { FailingBuilds, type Options } from "./failing-builds.ts";

const { env } = process;
let builds: FailingBuilds;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: "classroom" });
  builds = await FailingBuilds.start(env, []);
}, 600_000);
afterAll(() => builds[Symbol.asyncDispose]());

async function finding(text: string, options?: Options): Promise<Finding> {
  const error = await builds.failure(text, options);
  expect(error).toBeInstanceOf(Finding);
  return error as Finding;
}

async function ours(text: string, options?: Options): Promise<GraderError> {
  const error = await builds.failure(text, options);
  expect(error).toBeInstanceOf(GraderError);
  return error as GraderError;
}

test.concurrent.each([
  ["pip", "FROM python:3.13-slim\nRUN pip install flaks\n", "flaks", "flask"],
  ["pip", "FROM python:3.13-slim\nRUN pip install 'reddis>=4'\n", "reddis", "redis"],
  ["gem", "FROM ruby:3.3-slim\nRUN gem install sinatr\n", "sinatr", "sinatra"],
  ["npm", "FROM node:20-slim\nWORKDIR /app\nRUN npm install expres\n", "expres", "express"],
])(
  "a package that %s does not find (%#): on a stand-in ours, else the student's; spelling help in both",
  async (manager, text, name, meant) => {
    const gap = await ours(text);
    expect(gap.code).toBe("PACKAGE_MISSING");
    expect(gap.message).toContain(`rng/Dockerfile asks ${manager} for ${name}`);
    expect(gap.advice).toMatch(new RegExp(`^Without Internet, ${manager} can install: .*did you mean ${meant}\\?$`));
    const mistake = await finding(text, { standIn: false });
    expect(mistake.message).toContain(`${manager} knows no package ${name}`);
    expect(mistake.details.hint).toContain(`did you mean ${meant}?`);
  },
);

test.concurrent.each([
  ["pip", "FROM python:3.13-slim\nRUN pip install numpy\n", "numpy"],
  ["npm, a version", "FROM node:20-slim\nWORKDIR /app\nRUN npm install express@4.0.0\n", "express@4.0.0"],
])("%s: a name that is spelled right gets no spelling help", async (_, text, name) => {
  const { code, message, advice } = await ours(text);
  expect(code).toBe("PACKAGE_MISSING");
  expect(message).toContain(name);
  expect(advice).not.toContain("spelling");
});

const NPM = "FROM node:20-slim\nWORKDIR /app\nCOPY . .\nRUN ";
const GEMS = "FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n";
const manifest = (version: string) => ({ name: "webui", version: "1.0.0", dependencies: { express: version } });
const archive = (host: string) => `https://${host}/express/-/express-4.18.1.tgz`;

test.concurrent.each([
  [
    "requirements.txt",
    "FROM python:3.13-slim\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt\n",
    { "requirements.txt": "requests\nFlask==2.0.1\n" },
    "pip for Flask==2.0.1 (named in requirements.txt)",
    "Versions of Flask that are here: 2.2.2, 3.1.1.",
  ],
  [
    "package.json",
    `${NPM}npm install\n`,
    { "package.json": JSON.stringify(manifest("4.17.2")) },
    "npm for express@4.17.2 (named in package.json)",
    "Versions of express that are here: 5.x, 4.x, 4.16.4, 4.17.1, 4.18.2, 4.19.2, 4.21.2.",
  ],
  [
    "package-lock.json",
    `${NPM}npm ci --omit=dev\n`,
    {
      "package.json": JSON.stringify(manifest("^4.18.0")),
      "package-lock.json": JSON.stringify({
        ...{ name: "webui", version: "1.0.0", lockfileVersion: 3 },
        packages: {
          "": manifest("^4.18.0"),
          "node_modules/express": { version: "4.18.1", resolved: archive("registry.npmjs.org"), license: "MIT" },
        },
      }),
    },
    "npm for express@4.18.1 (named in package-lock.json)",
    "Versions of express that are here: ",
  ],
  [
    "yarn.lock",
    `${NPM}yarn install --frozen-lockfile\n`,
    {
      "package.json": JSON.stringify(manifest("^4.18.0")),
      "yarn.lock": `# yarn lockfile v1\n\n\nexpress@^4.18.0:\n  version "4.18.1"\n  resolved "${archive("registry.yarnpkg.com")}#00"\n`,
    },
    "npm for express@4.18.1 (named in yarn.lock)",
    "Versions of express that are here: ",
  ],
  [
    "a manifest with yarn",
    `${NPM}yarn install\n`,
    { "package.json": JSON.stringify(manifest("4.17.2")) },
    "npm for express@4.17.2 (named in package.json)",
    "Versions of express that are here: ",
  ],
  [
    "Gemfile",
    GEMS,
    { Gemfile: 'source "https://rubygems.org"\ngem "sinatra", "2.1.0"\n' },
    "gem for sinatra (= 2.1.0) (named in Gemfile)",
    "Versions of sinatra that are here: 2.0.8.1, 3.0.5, 4.1.1.",
  ],
  [
    "Gemfile.lock",
    GEMS,
    {
      Gemfile: 'source "https://rubygems.org"\ngem "puma"\n',
      "Gemfile.lock":
        "GEM\n  remote: https://rubygems.org/\n  specs:\n    nio4r (2.7.3)\n    puma (6.4.2)\n      nio4r (~> 2.0)\n\n" +
        "PLATFORMS\n  ruby\n  x86_64-linux\n\nDEPENDENCIES\n  puma\n\nBUNDLED WITH\n   2.5.6\n",
    },
    "gem for puma (6.4.2) (named in Gemfile.lock)",
    "Versions of puma that are here: 6.6.0.",
  ],
])("a version in %s that is not here is not judged, and both are named", async (_, text, files, asked, here) => {
  const { code, message, advice } = await ours(text, { files });
  expect(code).toBe("PACKAGE_MISSING");
  expect(message).toBe(`rng/Dockerfile asks ${asked}, which this machine does not have.`);
  expect(advice).toContain(here);
});

test.concurrent("checksums of requirements: what stands in was packed anew", async () => {
  const text = "FROM python:3.13-slim\nCOPY . .\nRUN pip install -r req.txt\n";
  const files = { "req.txt": `flask==3.1.1 --hash=sha256:${"0".repeat(64)}\n` };
  const { code, message } = await ours(text, { files });
  expect(code).toBe("PACKAGE_MISSING");
  expect(message).toContain("asks pip for flask==3.1.1 with the checksum that req.txt has");
  expect((await finding(text, { files, standIn: false })).message).toContain("pip refuses flask==3.1.1");
});

test.concurrent("a gem in C in an image without a compiler is the student's", async () => {
  const found = await finding("FROM ruby:3.3-slim\nRUN gem install sinatra rackup puma\n");
  expect(found.message).toBe("The image does not build: this step failed: RUN gem install sinatra rackup puma");
  expect(recognise(found)?.code).toBe("NO_COMPILER");
});
