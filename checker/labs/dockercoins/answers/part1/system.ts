import { all, failing, replace, write } from "../../../../kit/answers/answers.ts";

const RNG = "rng/Dockerfile";
const part = "part1";

/** Takes port 80, then becomes rng and still holds it. */
const KEEPS_PORT = `import os, socket
server = socket.socket()
server.bind(("", 80))
server.listen()
os.set_inheritable(server.fileno(), True)
os.execvp("python", ["python", "rng.py"])
`;

/** Mistakes of which the operating system or the engine tells, rather than a language. */
export const system = [
  ...failing(
    part,
    "rng: the image builds",
    {
      title: "rng: a name that no image can have",
      says: /"python:3\.13:slim" is not the name of an image/,
      fingerprint: "BASE_UNKNOWN",
      edit: replace(RNG, "python:3.13-slim", "python:3.13:slim"),
    },
    {
      title: "rng: writes to a device without room",
      says: /this step failed: RUN cat \/etc\/services > \/dev\/full/,
      fingerprint: "NO_SPACE",
      edit: replace(RNG, "WORKDIR /app", "WORKDIR /app\nRUN cat /etc/services > /dev/full"),
    },
  ),
  ...failing(
    part,
    "rng: GET / answers on port 80",
    {
      title: "rng: a start script that names no interpreter",
      says: /exec format error/,
      fingerprint: "EXEC_FORMAT",
      edit: all(
        write("rng/start.sh", "exec python rng.py\n"),
        replace(RNG, "COPY rng.py .", "COPY --chmod=755 rng.py start.sh ./"),
        replace(RNG, /CMD.*/, 'CMD ["./start.sh"]'),
      ),
    },
    {
      title: "rng: keeps more in memory than it may",
      says: /used more memory than it may/,
      fingerprint: "OUT_OF_MEMORY",
      edit: replace(RNG, /CMD.*/, `CMD ["python", "-c", "held = [bytearray(1 << 26) for _ in range(40)]"]`),
    },
    {
      title: "rng: what is started first keeps the port",
      says: /address already in use|Port 80 is in use/i,
      fingerprint: "PORT_TAKEN",
      edit: all(
        write("rng/first.py", KEEPS_PORT),
        replace(RNG, "COPY rng.py .", "COPY rng.py first.py ./"),
        replace(RNG, '"rng.py"', '"first.py"'),
      ),
    },
  ),
];
