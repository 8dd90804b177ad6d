import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
beforeAll(() => ensureReady({ env, say: () => {}, images: ["python:3.13-slim", "python:3"] }), 600_000);

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
    "site-packages that are copied between stages",
    "FROM python:3.13-slim AS b\nRUN pip install flask\nFROM python:3.13-slim\n" +
      "COPY --from=b /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages\n",
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

test.concurrent.each(["flask==2.0.1", "redis==3.5.3", "numpy"])(
  "what is not cached fails by name: %s",
  async (name) => {
    const result = await tryBuild(env, `FROM python:3.13-slim\nRUN pip install ${name}\n`);
    expect(result.ok).toBe(false);
    expect(result.output).toContain(`No matching distribution found for ${name}`);
  },
);
