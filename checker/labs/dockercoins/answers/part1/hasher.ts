import { all, type Edit, failing, remove, replace, write } from "../../../../kit/answers/answers.ts";

import { dockerfileMistakes } from "../../../../kit/answers/dockerfile.ts";

const HASHER = "hasher/Dockerfile";
const part = "part1";
const mistakes = dockerfileMistakes("hasher");

/** hasher behind something that Rack puts in front of it. */
const rackup = (use: string): Edit =>
  all(
    write("hasher/config.ru", `require "./hasher"\n${use}\nrun Sinatra::Application\n`),
    replace(HASHER, "COPY hasher.rb .", "COPY hasher.rb config.ru ./"),
    replace(HASHER, /CMD.*/, 'CMD ["puma", "--bind", "tcp://0.0.0.0:80"]'),
  );

export const hasher = [
  ...failing(part, "hasher: there is a Dockerfile", mistakes.empty(), {
    title: "hasher: a folder named Dockerfile",
    says: /is a folder/,
    edit: all(remove(HASHER), write(`${HASHER}/Dockerfile`, "FROM ruby:3.3-slim\n")),
  }),
  ...failing(
    part,
    "hasher: the image builds",
    {
      title: "hasher: starts the service while the image is built",
      says: /did not end within \d+ seconds/,
      fingerprint: "NEVER_ENDS",
      edit: all(replace(HASHER, "USER nobody", ""), replace(HASHER, 'CMD ["ruby", "hasher.rb"]', "RUN ruby hasher.rb")),
    },
    {
      title: "hasher: copies from a folder above",
      says: /relative to the folder hasher\//,
      fingerprint: "FILE_MISSING",
      edit: replace(HASHER, "COPY hasher.rb .", "COPY ../hasher/hasher.rb ."),
    },
    {
      title: "hasher: gems are compiled in the image without a compiler",
      says: /this step failed: RUN gem install/,
      fingerprint: "NO_COMPILER",
      edit: replace(HASHER, "FROM ruby:3.3 AS gems", "FROM ruby:3.3-slim AS gems"),
    },
    {
      title: "hasher: bundler without a Gemfile",
      says: /Could not locate Gemfile/,
      edit: replace(HASHER, /RUN gem.*/, "RUN bundle install"),
    },
  ),
  ...failing(
    part,
    "hasher: GET / answers on port 80",
    {
      title: "hasher: sinatra without a server",
      says: /Sinatra could not start/,
      fingerprint: "NO_WEB_SERVER",
      edit: replace(HASHER, /RUN gem.*/, 'RUN gem install "sinatra:~>4.1"'),
    },
    {
      title: "hasher: sinatra is not installed",
      says: /cannot load such file -- sinatra/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(HASHER, /RUN gem.*/, "RUN gem install puma rackup"),
    },
    {
      title: "hasher: sinatra 3 has no server either",
      says: /Couldn't find handler|could not start/i,
      fingerprint: "NO_WEB_SERVER",
      edit: replace(HASHER, /RUN gem.*/, 'RUN gem install "sinatra:~>3.0"'),
    },
    {
      title: "hasher: gems were copied to another folder",
      says: /cannot load such file -- sinatra/,
      fingerprint: "PACKAGE_MISSING",
      edit: replace(HASHER, "/usr/local/bundle /usr/local/bundle", "/usr/local/bundle /gems"),
    },
    {
      title: "hasher: puma on the port that it likes",
      says: /it listens on port 9292/,
      fingerprint: "OTHER_PORT",
      edit: all(
        write("hasher/config.ru", "require './hasher'\nrun Sinatra::Application\n"),
        replace(HASHER, "COPY hasher.rb", "COPY hasher.rb config.ru"),
        replace(HASHER, /CMD.*/, 'CMD ["puma"]'),
        replace(HASHER, "hasher.rb config.ru .", "hasher.rb config.ru ./"),
      ),
    },
  ),
  ...failing(
    part,
    "hasher: POST / answers the SHA-256 of the body",
    {
      title: "hasher: answers to localhost only",
      says: /status 403[\s\S]*other host names/,
      fingerprint: "HOST_REFUSED",
      edit: rackup("use Rack::Protection::HostAuthorization, permitted_hosts: ['localhost', '127.0.0.1']"),
    },
    {
      title: "hasher: takes bytes for a form",
      says: /does not answer the SHA-256/,
      edit: rackup("use Rack::MethodOverride"),
    },
  ),
  ...failing(part, "hasher: the container runs the given hasher.rb", {
    title: "hasher: a setting was changed in the image",
    says: /\/app\/hasher\.rb is another file/,
    edit: replace(HASHER, "COPY hasher.rb .", "COPY hasher.rb .\nRUN sed -i 's/4:16/1:1/' hasher.rb"),
  }),
];
