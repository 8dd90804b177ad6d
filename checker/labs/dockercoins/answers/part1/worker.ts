import { all, failing, remove, rename, replace, write } from "../../../../kit/answers/answers.ts";
import { dockerfileMistakes } from "../../../../kit/answers/dockerfile.ts";
import { python, redisMethod } from "../patches.ts";

const WORKER = "worker/Dockerfile";
const part = "part1";
const mistakes = dockerfileMistakes("worker");

export const worker = [
  ...failing(
    part,
    "worker: there is a Dockerfile",
    { title: "worker: no folder", says: /There is no worker\/Dockerfile/, edit: remove("worker") },
    { title: "worker: Dockerfile beside the folder", says: /no such file/, edit: rename(WORKER, "Dockerfile") },
  ),
  ...failing(
    part,
    "worker: the image builds",
    {
      title: "worker: requirements that were not copied yet",
      says: /Could not open requirements file/,
      edit: all(
        write("worker/requirements.txt", "redis\nrequests\n"),
        replace(WORKER, /RUN pip.*/, "RUN pip install -r requirements.txt"),
      ),
    },
    {
      title: "worker: COPY without a target",
      says: /COPY requires at least two arguments/,
      edit: replace(WORKER, "worker.py .", "worker.py"),
    },
    {
      title: "worker: starts mining while the image is built",
      says: /did not end within \d+ seconds/,
      fingerprint: "NEVER_ENDS",
      edit: replace(WORKER, 'CMD ["python", "worker.py"]', "RUN python worker.py"),
    },
  ),
  ...failing(
    part,
    "worker: asks rng for 32 bytes and hasher for their hash",
    mistakes.withoutPackage("requests", ' "requests~=2.32"'),
    mistakes.withoutPackage("redis", '"redis~=6.0" '),
    {
      title: "worker: nothing is started",
      says: /exited with code 0/,
      fingerprint: "ENDED_EARLY",
      edit: replace(WORKER, /CMD.*/, ""),
    },
    {
      title: "worker: looks for rng in its own container",
      says: /no question within/,
      fingerprint: "OWN_CONTAINER",
      edit: replace(WORKER, "COPY worker.py .", 'COPY worker.py .\nRUN sed -i "s#//rng/#//localhost/#" worker.py'),
    },
    {
      title: "worker: hashes other bytes than it got",
      says: /GET http:\/\/rng\/32, then POST http:\/\/hasher\//,
      edit: replace(
        WORKER,
        "COPY worker.py .",
        'COPY worker.py .\nRUN sed -i "s/response.content/response.content[::-1]/" worker.py',
      ),
    },
  ),
  ...failing(
    part,
    "worker: counts hashes and stores true coins",
    {
      title: "worker: looks for redis in its own container",
      says: /do not arrive in redis[\s\S]*localhost:6379/,
      fingerprint: "OWN_CONTAINER",
      edit: python(
        "worker",
        ...["import redis", "class Elsewhere(redis.Redis):", "    def __init__(self, *args):"],
        ...["        super().__init__('localhost')", "redis.Redis = Elsewhere"],
      ),
    },
    {
      title: "worker: stores coins that it has not made",
      says: /stores false coins/,
      edit: python("worker", ...redisMethod("hset", "return real_hset(self, *args[:2], 'coin')")),
    },
    {
      title: "worker: takes every hash for a coin",
      says: /a hash that begins with 0/,
      edit: python(
        "worker",
        ...["import requests", "class Coin(str):", "    def startswith(self, *args):", "        return True"],
        "requests.Response.text = property(lambda self: Coin(self.content.decode()))",
      ),
    },
  ),
  ...failing(part, "worker: the container runs the given worker.py", {
    title: "worker: the code was changed in the image",
    says: /\/app\/worker\.py is another file/,
    edit: replace(WORKER, "COPY worker.py .", "COPY worker.py .\nRUN echo >> worker.py"),
  }),
];
