import { accepted, all, link, remove, rename, replace, write } from "../../../../kit/answers/answers.ts";

const RNG = "rng/Dockerfile";
const HASHER = "hasher/Dockerfile";
const WEBUI = "webui/Dockerfile";
const WORKER = "worker/Dockerfile";

export const part1 = accepted(
  "part1",
  {
    title: "as short as it can be: no WORKDIR, no EXPOSE, no USER",
    edit: all(
      write(RNG, 'FROM python\nRUN pip install flask\nCOPY rng.py /\nCMD ["python", "/rng.py"]\n'),
      write(
        HASHER,
        'FROM ruby:3.3\nRUN gem install sinatra rackup puma\nCOPY hasher.rb /\nCMD ["ruby", "/hasher.rb"]\n',
      ),
      write(WORKER, 'FROM python\nRUN pip install redis requests\nCOPY worker.py /\nCMD ["python", "/worker.py"]\n'),
    ),
  },
  {
    title: "CMD before EXPOSE, ENTRYPOINT and CMD split, LABEL, ENV, HEALTHCHECK",
    edit: all(
      replace(RNG, /EXPOSE[\s\S]*/, 'CMD ["rng.py"]\nEXPOSE 80/tcp\nENTRYPOINT ["python"]\n'),
      replace(HASHER, /CMD.*/, 'ENTRYPOINT ["ruby", "hasher.rb"]\nLABEL course="docker"\nENV APP_ENV=production\n'),
      replace(
        WEBUI,
        /CMD.*/,
        'HEALTHCHECK --interval=1s CMD node -e "fetch(\'http://localhost/\')"\nCMD ["node", "webui.js"]\n',
      ),
      replace(WORKER, /CMD.*/, 'ENV PYTHONUNBUFFERED=1\nENTRYPOINT ["python", "-u"]\nCMD ["worker.py"]\n'),
    ),
  },
  {
    title: "multi-stage builds that end in FROM scratch",
    edit: all(
      replace(
        RNG,
        "EXPOSE 80",
        "FROM scratch\nCOPY --from=0 / /\nWORKDIR /app\nENV PATH=/usr/local/bin:/usr/bin:/bin\nEXPOSE 80",
      ),
      replace(WORKER, "USER nobody", "FROM scratch\nCOPY --from=0 / /\nWORKDIR /app"),
    ),
  },
  {
    title: "ARG before FROM, lines split over backslashes",
    edit: all(
      replace(RNG, "FROM python:3.13-slim", `ARG image=python\nARG tag=3.13-slim\nFROM \${image}:\${tag}`),
      replace(
        WORKER,
        /RUN pip.*/,
        "RUN pip install \\\n    --no-cache-dir \\\n    # what the code imports\n    redis \\\n    requests",
      ),
      replace(WEBUI, "FROM node:20-slim", `ARG VERSION=20\nFROM node:\${VERSION:-18}-slim`),
    ),
  },
  {
    title: "another user, on port 80",
    edit: all(
      replace(RNG, "nobody", "1000:1000"),
      replace(HASHER, "USER nobody", "RUN useradd -m miner\nUSER miner"),
      replace(WEBUI, "nobody", "www-data"),
    ),
  },
  {
    title: "dependencies in files: requirements.txt, Gemfile, package.json",
    edit: all(
      write("rng/requirements.txt", "flask~=3.1\n"),
      replace(RNG, /RUN pip.*/, "COPY requirements.txt .\nRUN pip install -r requirements.txt"),
      write("worker/requirements.txt", "redis>=5\nrequests\n"),
      replace(WORKER, /RUN pip[\s\S]*COPY worker.py ./, "COPY . .\nRUN pip install -r requirements.txt"),
      write("hasher/Gemfile", 'source "https://rubygems.org"\ngem "sinatra", "~> 4.1"\ngem "rackup"\ngem "puma"\n'),
      write(
        HASHER,
        'FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile .\nRUN bundle install\nCOPY . .\nCMD ["bundle", "exec", "ruby", "hasher.rb"]\n',
      ),
      write(
        "webui/package.json",
        '{"scripts": {"start": "node webui.js"}, "dependencies": {"express": "^5", "redis": "^3"}}',
      ),
      write("webui/.dockerignore", "node_modules\n"),
      replace(WEBUI, /RUN npm[\s\S]*/, 'COPY package.json .\nRUN npm install\nCOPY . .\nCMD ["npm", "start"]\n'),
    ),
  },
  {
    title: "a venv that is copied between stages",
    edit: all(
      write(
        RNG,
        'FROM python:3.13 AS packages\nRUN python -m venv /venv && /venv/bin/pip install flask\nFROM python:3.13-slim\nCOPY --from=packages /venv /venv\nCOPY rng.py /app/\nENV PATH=/venv/bin:$PATH\nCMD ["python", "/app/rng.py"]\n',
      ),
    ),
  },
  {
    title: "gunicorn for rng, a config.ru and puma for hasher",
    edit: all(
      replace(RNG, "RUN pip install", "RUN pip install gunicorn"),
      replace(RNG, /CMD.*/, 'CMD ["gunicorn", "--bind", "0.0.0.0:80", "rng:app"]'),
      write("hasher/config.ru", "require './hasher'\nrun Sinatra::Application\n"),
      replace(HASHER, /COPY hasher.*/, "COPY hasher.rb config.ru ./"),
      replace(HASHER, /CMD.*/, 'CMD ["puma", "-b", "tcp://0.0.0.0:80"]'),
    ),
  },
  {
    title: "flask run, webrick",
    edit: all(
      replace(RNG, /CMD.*/, 'ENV FLASK_APP=rng.py\nCMD ["flask", "run", "--host=0.0.0.0", "--port=80"]'),
      write(
        HASHER,
        'FROM ruby:3.3\nRUN gem install sinatra:4.1.1 rackup webrick\nWORKDIR /src\nADD hasher.rb .\nCMD ["ruby", "hasher.rb"]\n',
      ),
    ),
  },
  {
    title: "sinatra 3 with puma, redis 2 and express 4",
    edit: all(
      write(
        HASHER,
        'FROM ruby:3\nRUN gem install puma && gem install sinatra -v "~> 3"\nADD . /\nCMD ["ruby", "hasher.rb"]\n',
      ),
      replace(WEBUI, "express@5 redis@3", "express@4 redis@2"),
    ),
  },
  {
    title: "lower-case dockerfile",
    edit: all(
      ...["rng", "hasher", "webui", "worker"].map((name) => rename(`${name}/Dockerfile`, `${name}/dockerfile`)),
    ),
  },
  {
    title: "tabs, lower case, MAINTAINER, indented comments",
    edit: all(
      write(
        RNG,
        '# rng\nfrom\tpython:3.13-slim\n\nMAINTAINER somebody <some@body.example>\n  # packages\nrun\tpip install flask\ncopy\trng.py /app/\nworkdir /app\ncmd ["python","rng.py"]\n',
      ),
    ),
  },
  {
    title: "written on Windows: line ends and byte order mark",
    edit: all(
      (draft) => draft.write(RNG, `\ufeff${draft.read(RNG).replaceAll("\n", "\r\n")}`),
      (draft) => draft.write(WORKER, draft.read(WORKER).replaceAll("\n", "\r\n")),
    ),
  },
  {
    title: "deny-all .dockerignore with exceptions",
    edit: all(write("webui/.dockerignore", "*\n!webui.js\n!files\n"), write("rng/.dockerignore", "**\n!rng.py\n")),
  },
  {
    title: "shell-form CMD, an exec in front, a start script",
    edit: all(
      replace(RNG, /CMD.*/, "CMD python rng.py"),
      replace(WEBUI, /CMD.*/, "ENTRYPOINT exec node webui.js"),
      write("worker/start.sh", "#!/bin/sh\nset -e\nexec python worker.py\n"),
      replace(WORKER, "COPY worker.py .", "COPY worker.py start.sh ./\nRUN chmod +x start.sh"),
      replace(WORKER, /CMD.*/, 'CMD ["./start.sh"]'),
    ),
  },
  {
    title: "a # syntax= line",
    edit: (draft) => draft.write(RNG, `# syntax=docker/dockerfile:1\n${draft.read(RNG)}`),
  },
  {
    title: "one stage for two, named stages, ONBUILD, SHELL, STOPSIGNAL, VOLUME",
    edit: all(
      replace(
        RNG,
        "FROM python:3.13-slim",
        'FROM python:3.13-slim AS base\nSHELL ["/bin/bash", "-c"]\nONBUILD RUN true\nSTOPSIGNAL SIGINT\nVOLUME /data\nFROM base AS rng',
      ),
      replace(WEBUI, "FROM node:20-slim", "FROM node:20-slim as base\nFROM base"),
    ),
  },
  {
    title: "the code under another name and in another folder, with a first line for the system, started as it is",
    edit: all(
      write("rng/head", "#!/usr/bin/env python\n"),
      replace(
        RNG,
        "COPY rng.py .",
        "COPY rng.py head /src/\nRUN mkdir /opt/dice && cat /src/head /src/rng.py > /opt/dice/roll && chmod 755 /opt/dice/roll && rm -r /src",
      ),
      replace(RNG, /CMD.*/, 'CMD ["/opt/dice/roll"]'),
      replace(WORKER, "COPY worker.py .", "COPY worker.py mine.py"),
      replace(WORKER, '"worker.py"', '"mine.py"'),
    ),
  },
  {
    title: "modules, texts and links that lead to the given code, a process that minds another one",
    edit: all(
      replace(RNG, /CMD.*/, 'CMD ["python", "-m", "rng"]'),
      write("worker/start.py", "import worker\nworker.log('imported')\nworker.mine_forever()\n"),
      replace(WORKER, "COPY worker.py .", "COPY worker.py start.py ./"),
      replace(WORKER, '"worker.py"', '"start.py"'),
      replace(WEBUI, "USER nobody", "RUN ln -s webui.js /app/index.js\nUSER nobody"),
      replace(WEBUI, /CMD.*/, `CMD ["sh", "-c", "trap 'exit 0' TERM; while true; do node . & wait; sleep 1; done"]`),
      replace(HASHER, /CMD.*/, `CMD ["ruby", "-e", "require './hasher'; Sinatra::Application.run!"]`),
    ),
  },
  {
    title: "only what Python compiles from the code is in the image",
    edit: all(
      replace(RNG, "COPY rng.py .", "COPY rng.py .\nRUN python -m compileall -b rng.py && rm rng.py"),
      replace(RNG, '"rng.py"', '"rng.pyc"'),
    ),
  },
  {
    title: "what nothing uses: a virtual environment that leads out of the folder, an older copy of the lab",
    edit: all(
      link("rng/venv/bin/python", "/usr/bin/env"),
      write("dockercoins/worker/worker.py", "print('an older one')\n"),
      write("dockercoins/worker/Dockerfile", "FROM scratch\n"),
    ),
  },
  {
    title: "given code was edited or deleted: it is judged as it was handed out",
    edit: all(remove("rng/rng.py"), write("worker/worker.py", "print('mine')\n"), remove("webui/files")),
  },
  {
    title: "the work lies in a folder named after the lab, among other things",
    edit: all(
      ...["rng", "hasher", "webui", "worker"].map((name) => rename(name, `dockercoins-/${name}`)),
      rename("dockercoins-", "dockercoins"),
      write("notes.txt", "to do\n"),
    ),
  },
);
