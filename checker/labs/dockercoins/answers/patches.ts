import { all, type Edit, replace, write } from "../../../kit/answers/answers.ts";

/** The given code runs unchanged, and functions that it calls do something else: Python loads this first. */
export function python(service: "rng" | "worker", ...lines: readonly string[]): Edit {
  return all(
    write(`${service}/sitecustomize.py`, `${lines.join("\n")}\n`),
    replace(
      `${service}/Dockerfile`,
      "USER nobody",
      "COPY sitecustomize.py /before/\nENV PYTHONPATH=/before\nUSER nobody",
    ),
  );
}

/** The same for Ruby, and for Node. */
export function ruby(...lines: readonly string[]): Edit {
  return all(
    write("hasher/before.rb", `${lines.join("\n")}\n`),
    replace(
      "hasher/Dockerfile",
      "USER nobody",
      "COPY before.rb /before/\nENV RUBYOPT=-r/before/before.rb\nUSER nobody",
    ),
  );
}

export function node(...lines: readonly string[]): Edit {
  return all(
    write("webui/before.cjs", `${lines.join("\n")}\n`),
    replace("webui/Dockerfile", "USER nobody", "ENV NODE_OPTIONS=--require=/app/before.cjs\nUSER nobody"),
  );
}

/** Text of a method of redis' client in Python that does something else with what it is given. */
export function redisMethod(name: string, ...body: readonly string[]): readonly string[] {
  return [
    "import redis",
    `real_${name} = redis.Redis.${name}`,
    `def ${name}(self, *args):`,
    ...body.map((line) => `    ${line}`),
    `redis.Redis.${name} = ${name}`,
  ];
}
