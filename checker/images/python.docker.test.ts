import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
beforeAll(
  () => ensureReady({ env, say: () => {}, images: ["python:3.13-slim", "python:3", "python:3.9-slim"] }),
  600_000,
);

const worker = 'import flask, redis, requests; print("imports")';
const flask = ["python", "-c", "import flask; print('imports')"];

test.concurrent.each([
  [
    "one line",
    "FROM python:3.13-slim\nRUN pip install --no-cache-dir flask redis requests\nCOPY . .\n",
    ["python", "app.py"],
  ],
  [
    "an alias, and versions within bounds",
    "FROM python:3\nRUN pip install 'flask>=3' redis~=6.0 requests\nCOPY . .\n",
    ["python", "app.py"],
  ],
  [
    "a requirements file",
    "FROM python:3.13-slim\nWORKDIR /a\nCOPY . .\nRUN pip install -r requirements.txt\n",
    ["python3", "app.py"],
  ],
  [
    "an environment that is copied between stages",
    "FROM python:3.13-slim AS b\nRUN python -m venv /v && /v/bin/pip install flask\nFROM python:3.13-slim\nCOPY --from=b /v /v\nENV PATH=/v/bin:$PATH\n",
    flask,
  ],
  [
    "a sitecustomize of one's own",
    "FROM python:3.13-slim\nRUN pip install flask && mkdir /own && echo 'own = 1' > /own/sitecustomize.py\n" +
      "ENV PYTHONPATH=/own\nRUN python -c 'import sitecustomize; sitecustomize.own'\n",
    flask,
  ],
  [
    "the same with an environment",
    "FROM python:3.13-slim\nRUN python -m venv /v && /v/bin/pip install flask && mkdir /own && echo 'own = 1' > /own/sitecustomize.py\n" +
      "ENV PYTHONPATH=/own PATH=/v/bin:$PATH\n",
    flask,
  ],
  [
    "site-packages that are copied between stages",
    "FROM python:3.13-slim AS b\nRUN pip install flask\nFROM python:3.13-slim\n" +
      "COPY --from=b /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages\n",
    flask,
  ],
  [
    "a folder of its own, copied over the one of the next stage",
    "FROM python:3.13-slim AS b\nRUN pip install --prefix=/install flask gunicorn\nFROM python:3.13-slim\n" +
      "COPY --from=b /install /usr/local\nRUN gunicorn --version\n",
    flask,
  ],
  [
    "that folder under the number of another version",
    "FROM python:3.9-slim AS b\nRUN pip install --prefix=/install flask\nFROM python:3.9-slim\n" +
      "COPY --from=b /install/lib/python3.9/site-packages /usr/local/lib/python3.9/site-packages\n",
    flask,
  ],
  [
    "an environment under that number",
    "FROM python:3.9-slim\nRUN python -m venv /v && /v/bin/pip install flask && ls /v/lib/python3.9/site-packages/flask\n" +
      "ENV PATH=/v/bin:$PATH\n",
    flask,
  ],
  [
    "packages in a folder",
    "FROM python:3.13-slim\nRUN pip install --target=/packages flask && ls /packages/flask\nENV PYTHONPATH=/packages\n",
    flask,
  ],
  [
    "packages of one user, copied between stages",
    "FROM python:3.9-slim AS b\nRUN pip install --user flask\nFROM python:3.9-slim\nCOPY --from=b /root/.local/lib/python3.9 /root/.local/lib/python3.9\n",
    flask,
  ],
  [
    "older versions, with what they ask for",
    "FROM python:3.13-slim\nRUN pip install flask==2.2.2 werkzeug==2.2.2 redis==4.3.4 && python -c 'import flask, redis'\n",
    flask,
  ],
  [
    "a version from before distutils left Python",
    "FROM python:3.9-slim\nRUN pip install flask redis==3.5.3 && python -c 'import redis'\n",
    flask,
  ],
  [
    "a user who is not root",
    "FROM python:3.13-slim\nRUN useradd -m me\nUSER me\nRUN pip install --user flask\n",
    flask,
  ],
  [
    "another server, and tools first",
    "FROM python:3.13-slim\nRUN pip install --upgrade pip setuptools wheel && pip install flask gunicorn gevent waitress\n",
    ["sh", "-c", "gunicorn --version && echo imports"],
  ],
])("pip without a network: %s", { timeout: 120_000 }, async (_, dockerfile, run) => {
  const files = { "app.py": worker, "requirements.txt": "flask\nredis\nrequests==2.32.3\n" };
  const result = await tryBuild(env, dockerfile, { files, run });
  expect(result.output).toContain("imports");
  expect(result.ok).toBe(true);
});

test.concurrent("a Dockerfile that installs nothing has nothing", async () => {
  const result = await tryBuild(env, "FROM python:3.13-slim\n", { run: ["python", "-c", worker] });
  expect(result.ok).toBe(false);
  expect(result.output).toContain("No module named 'flask'");
});

test.concurrent("everything is where the official image has it", async () => {
  const script =
    "import sys, site, sysconfig; print(sys.prefix, *site.getsitepackages(), sysconfig.get_path('purelib'))";
  const { output } = await tryBuild(env, "FROM python:3.13-slim\n", { run: ["python", "-c", script] });
  expect(output).toBe(`/usr/local${" /usr/local/lib/python3.13/site-packages".repeat(2)}`);
});

test.concurrent("as there, packages from before distutils left Python install, and do not run", async () => {
  const run = ["python", "-c", "import redis"];
  const { output } = await tryBuild(env, "FROM python:3.13-slim\nRUN pip install redis==3.5.3\n", { run });
  expect(output).toContain("No module named 'distutils'");
});

test.concurrent.each([
  ["python:3.13-slim", "addgroup: not found"],
  ["python:3", "made"],
  ["python:3.13-slim-bookworm", "made"],
])("adduser is there where Debian's images have it: %s", { timeout: 180_000 }, async (base, said) => {
  await ensureReady({ env, say: () => {}, images: [base] });
  const make = "addgroup --system app && adduser --system --ingroup app app && id app && echo made";
  expect((await tryBuild(env, `FROM ${base}\nRUN ${make}\n`)).output).toContain(said);
});

test.concurrent("the full image has what its Dockerfiles call", async () => {
  expect((await tryBuild(env, "FROM python:3\nRUN curl --version && wget --version\n")).ok).toBe(true);
  expect((await tryBuild(env, "FROM python:3.13-slim\nRUN curl --version\n")).output).toContain("curl: not found");
});

test.concurrent.each(["flask==2.0.1", "redis==3.5.2", "numpy"])(
  "what is not cached fails by name: %s",
  async (name) => {
    const result = await tryBuild(env, `FROM python:3.13-slim\nRUN pip install ${name}\n`);
    expect(result.ok).toBe(false);
    expect(result.output).toContain(`No matching distribution found for ${name}`);
  },
);
