import { all, failing, remove, replace, write } from "../../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const FIX = "docker-compose.bonus.yml";
const NOTES = "bonus.md";
const FASTER = "bonus: ten workers with your fix";
const part = "bonus";

export const bonus = [
  ...failing(
    part,
    FASTER,
    { title: "bonus: no file with a fix", says: /There is no docker-compose\.bonus\.yml/, edit: remove(FIX) },
    { title: "bonus: a fix that is not YAML", says: /not valid YAML/, edit: write(FIX, "services:\n\trng:\n") },
    { title: "bonus: a fix that Compose does not take", says: /replica/, edit: replace(FIX, "replicas", "replica") },
    {
      title: "bonus: a container_name on the service that is to be scaled",
      says: /cannot have 10 containers, because it has a container_name/,
      fingerprint: "FIXED_NAME",
      edit: replace(FILE, "build: worker", "build: worker\n    container_name: worker"),
    },
    {
      title: "bonus: a container_name on the service that the fix scales",
      says: /container name must be unique/,
      fingerprint: "FIXED_NAME",
      edit: replace(FILE, "build: rng", "build: rng\n    container_name: rng"),
    },
    {
      title: "bonus: the service that the fix scales has one port of the machine",
      says: /rng cannot have 10 containers[\s\S]*port 8001 leads to port 80 of rng/,
      fingerprint: "PORT_TAKEN",
      edit: replace(FILE, "build: rng", 'build: rng\n    ports: ["8001:80"]'),
    },
    {
      title: "bonus: the workers have one port of the machine",
      says: /worker cannot have 10 containers/,
      fingerprint: "PORT_TAKEN",
      edit: replace(FILE, "build: worker", 'build: worker\n    ports: ["9000:9000"]'),
    },
    {
      title: "bonus: a range of ports that is too short for the copies",
      says: /rng cannot have 10 containers[\s\S]*8001-8005/,
      fingerprint: "PORT_TAKEN",
      edit: replace(FILE, "build: rng", 'build: rng\n    ports: ["8001-8005:80"]'),
    },
    {
      title: "bonus: rng does not take its time any more",
      says: /work was removed/,
      edit: replace("rng/rng.py", "time.sleep(SECONDS_PER_REQUEST)", "time.sleep(0)"),
    },
    {
      title: "bonus: the worker counts each hash twice",
      says: /work was removed/,
      edit: replace("worker/worker.py", "uncounted += 1", "uncounted += 2"),
    },
    {
      title: "bonus: with the fix, rng takes half of its time",
      says: /the fix removes work/,
      slow: true,
      edit: all(
        (draft) =>
          draft.write(
            "rng/fast.py",
            draft
              .read("rng/rng.py")
              .replace("SECOND = 0.1", "SECOND = 0.05")
              .replace(/= 0\.1 /, "= 0.05 "),
          ),
        (draft) =>
          draft.write(
            "rng/Dockerfile.fast",
            draft.read("rng/Dockerfile").replace("COPY rng.py .", "COPY fast.py rng.py"),
          ),
        replace(FIX, "    deploy:", "    build:\n      dockerfile: Dockerfile.fast\n    deploy:"),
      ),
    },
    {
      title: "bonus: nothing is fixed",
      says: /no faster than ten workers alone/,
      slow: true,
      edit: write(FIX, "services:\n  rng:\n    init: true\n"),
    },
    {
      title: "bonus: copies of the wrong service",
      says: /no faster than ten workers alone/,
      slow: true,
      edit: replace(FIX, "  rng:", "  hasher:"),
    },
    {
      title: "bonus: two copies of rng, which is half of the way",
      says: /there is more to gain/,
      slow: true,
      edit: replace(FIX, "replicas: 10", "replicas: 2"),
    },
  ),
  ...failing(
    part,
    "bonus: bonus.md names the bottleneck",
    {
      title: "bonus: another bottleneck",
      says: /hasher is not the bottleneck/,
      slow: true,
      edit: replace(NOTES, "bottleneck: rng", "bottleneck: hasher"),
    },
    {
      title: "bonus: no bottleneck is named",
      says: /names no bottleneck/,
      slow: true,
      edit: replace(NOTES, "bottleneck: rng", ""),
    },
  ),
];
