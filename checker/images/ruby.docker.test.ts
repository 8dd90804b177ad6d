import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
beforeAll(() => ensureReady({ env, say: () => {}, images: ["ruby:3.3-slim", "ruby:3", "ruby:3.3"] }), 600_000);

const version = ["ruby", "-e", "require 'sinatra/base'; require 'puma'; puts Sinatra::VERSION"];
const gemfile = 'source "https://rubygems.org"\ngem "sinatra"\ngem "rackup"\ngem "puma"\n';

test.concurrent.each([
  ["the lab's gems", "FROM ruby:3\nRUN gem install sinatra rackup puma\n", version, "4.1"],
  ["an older major", "FROM ruby:3\nRUN gem install sinatra -v '~> 3' && gem install puma\n", version, "3.0"],
  ["a still older one", "FROM ruby:3\nRUN gem install sinatra -v 2.0.8.1 && gem install puma\n", version, "2.0.8.1"],
  [
    "a compiler from apt",
    "FROM ruby:3.3-slim\nRUN apt-get update && apt-get install -y --no-install-recommends build-essential && gem install sinatra puma\n",
    version,
    "4.1",
  ],
  [
    "gems that are copied to an image without a compiler",
    "FROM ruby:3.3 AS b\nRUN gem install sinatra puma\nFROM ruby:3.3-slim\nCOPY --from=b /usr/local/bundle /usr/local/bundle\n",
    version,
    "4.1",
  ],
  [
    "thin",
    "FROM ruby:3.3\nRUN gem install --no-document sinatra thin\n",
    ["ruby", "-e", "require 'thin'; puts Thin::VERSION::STRING"],
    "1.8",
  ],
  [
    "WEBrick",
    "FROM ruby:3.3-slim\nRUN gem install sinatra webrick\n",
    ["ruby", "-e", "require 'webrick'; puts WEBrick::VERSION"],
    "1.9",
  ],
  ["a Gemfile", "FROM ruby:3.3\nWORKDIR /a\nCOPY . .\nRUN bundle install\n", ["bundle", "exec", ...version], "4.1"],
  [
    "a user who is not root",
    "FROM ruby:3.3\nRUN useradd -m me\nUSER me\nRUN gem install sinatra puma\n",
    version,
    "4.1",
  ],
])("gem without a network: %s", { timeout: 120_000 }, async (_, dockerfile, run, expected) => {
  const result = await tryBuild(env, dockerfile, { files: { Gemfile: gemfile }, run });
  expect(result.output).toContain(expected);
  expect(result.ok).toBe(true);
});

test.concurrent.each([
  ["nothing is installed already", "FROM ruby:3.3-slim\n", ["sinatra", "puma", "webrick", "rackup"]],
  [
    "a forgotten web server is seen",
    "FROM ruby:3.3-slim\nRUN gem install sinatra rackup\n",
    ["puma", "webrick", "thin"],
  ],
])("%s", async (_, dockerfile, absent) => {
  const script = `${JSON.stringify(absent)}.each { |l| begin; require l; puts "has #{l}"; rescue LoadError; end }; puts "asked"`;
  const result = await tryBuild(env, dockerfile, { run: ["ruby", "-e", script] });
  expect(result.output).toContain("asked");
  expect(result.output).not.toContain("has ");
});

test.concurrent.each([
  ["nothing", "true"],
  ["no make", "apt-get update && apt-get install -y --no-install-recommends g++"],
  ["no compiler", "apt-get update && apt-get install -y --no-install-recommends make"],
  ["no headers", "apt-get update && apt-get install -y --no-install-recommends gcc make"],
])("what is written in C is not installed where it could not be compiled: %s", async (_, before) => {
  const { ok, output } = await tryBuild(env, `FROM ruby:3.3-slim\nRUN ${before}\nRUN gem install puma\n`);
  expect(ok).toBe(false);
  expect(output).toContain("ERROR: Failed to build gem native extension.");
});

test.concurrent.each([
  ["gem install sinatra -v 2.1.0", "Could not find a valid gem 'sinatra' (= 2.1.0)"],
  ["gem install sinatraa", "Could not find a valid gem 'sinatraa'"],
])("what is not cached fails by name: %s", async (command, said) => {
  const result = await tryBuild(env, `FROM ruby:3.3-slim\nRUN ${command}\n`);
  expect(result.ok).toBe(false);
  expect(result.output).toContain(said);
});
