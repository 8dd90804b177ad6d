import { accepted, all, remove, rename, replace, write } from "../../../../kit/answers/answers.ts";

const FIX = "docker-compose.bonus.yml";

export const bonus = accepted(
  "bonus",
  {
    title: "threads in a changed rng.py instead of copies, notes in bold",
    slow: true,
    edit: all(
      replace("rng/rng.py", "threaded=False", "threaded=True"),
      write(FIX, "services:\n  rng:\n    environment:\n      THREADS: many\n"),
      replace("bonus.md", "bottleneck: rng", "* **Bottleneck:** `rng`"),
    ),
  },
  {
    title: "scale instead of replicas, in a file with another name",
    slow: true,
    edit: all(remove(FIX), write("compose.bonus.yaml", "services:\n  rng:\n    scale: 12\n  worker:\n    scale: 10\n")),
  },
  {
    title: "a range of ports that is wide enough for the copies, ports that the engine chooses for the workers",
    slow: true,
    edit: all(
      replace("docker-compose.yml", "build: rng", 'build: rng\n    ports: ["18001-18010:80"]'),
      replace("docker-compose.yml", "build: worker", "build: worker\n    ports: [9000]"),
    ),
  },
  {
    title: "a fixed port of rng that the fix takes away",
    slow: true,
    edit: all(
      replace("docker-compose.yml", "build: rng", 'build: rng\n    ports: ["18001:80"]'),
      replace(FIX, "    deploy:", "    ports: !reset []\n    deploy:"),
    ),
  },
  {
    title: "another server with threads, in an image of its own",
    slow: true,
    edit: all(
      (draft) =>
        draft.write(
          "rng/Dockerfile.threads",
          draft
            .read("rng/Dockerfile")
            .replace("RUN pip install", "RUN pip install gunicorn")
            .replace(/CMD.*/, 'CMD ["gunicorn", "--bind", "0.0.0.0:80", "--threads", "20", "rng:app"]'),
        ),
      write(FIX, "services:\n  rng:\n    build:\n      context: rng\n      dockerfile: Dockerfile.threads\n"),
      rename(FIX, "docker-compose.bonus.yaml"),
    ),
  },
);
