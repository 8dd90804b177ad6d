import { replace } from "../../../checker/kit/answers/answers.ts";
import { BUILDS } from "./edits.ts";
import { duringBuild, FORKS, program, type RunningWork } from "./running-work.ts";

export const running: readonly RunningWork[] = [
  program("a fork bomb", /has started as many processes as it may/, ...FORKS, "time.sleep(150)"),
  program(
    "a memory hog",
    /used more memory than it may/,
    "held = []",
    "for _ in range(20): held.append(bytearray(100 * 1024 * 1024))",
    "import time; time.sleep(60)",
  ),
  program(
    "an endless log",
    /listens on no port at all/,
    "import time",
    "end = time.time() + 150",
    "while time.time() < end: print('\\033]0;owned\\007\\033[2J' + 'x' * 1000)",
  ),
  program(
    "a disk filler",
    /had written more than 1024 MB/,
    "import time",
    "with open('/filler', 'wb') as filler:",
    "    for _ in range(3000): filler.write(bytes(1000 * 1000))",
    "time.sleep(60)",
  ),
  {
    ...program(
      "a disk filler, in a volume",
      /had written more than 1024 MB/,
      "import time",
      "with open('/volume/filler', 'wb') as filler:",
      "    for _ in range(3000): filler.write(bytes(1000 * 1000))",
      "time.sleep(60)",
    ),
    edit: (draft) => {
      draft.write(
        "rng/hostile.py",
        "import time\nwith open('/volume/filler', 'wb') as filler:\n    for _ in range(3000): filler.write(bytes(1000 * 1000))\ntime.sleep(60)\n",
      );
      draft.replace("rng/Dockerfile", "COPY rng.py .", "COPY hostile.py .\nVOLUME /volume");
      draft.replace("rng/Dockerfile", "USER nobody", "USER root");
      draft.replace("rng/Dockerfile", '"rng.py"', '"hostile.py"');
    },
  },
  program(
    "an answer that never ends",
    /sends no answer|takes connections/,
    "import socket",
    "server = socket.create_server(('', 80))",
    "while True:",
    "    try:",
    "        client, _ = server.accept()",
    "        client.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')",
    "        while True: client.sendall(b'x' * 100000)",
    "    except OSError: pass",
  ),
  {
    title: "a build that never ends",
    part: "part1",
    fails: BUILDS,
    says: /did not end within 8 seconds/,
    buildDeadline: 8,
    edit: replace("rng/Dockerfile", "COPY rng.py .", "COPY rng.py .\nRUN sleep 100"),
  },
  duringBuild(
    "a fork bomb during the build",
    /temporarily unavailable/,
    [...FORKS, "import sys; sys.exit(7 if refused else 0)"].join("\n"),
  ),
  duringBuild(
    "a memory hog during the build",
    /Killed|137|MemoryError|did not complete|this step failed/,
    "held = [bytearray(b'x') * (100 * 1024 * 1024) for _ in range(20)]",
  ),
  duringBuild(
    "an image that is far too large",
    /larger than an image may be/,
    "open('/var/tmp/hole', 'wb').truncate(2500 * 1000 * 1000)",
  ),
];
