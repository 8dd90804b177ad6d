import { replace } from "../../../checker/kit/answers/answers.ts";
import { FILE } from "./edits.ts";
import { program, type RunningWork } from "./running-work.ts";

const MANY_PROCESSES = /has started as many processes as it may/;

/** Processes that never are as a program's should be: dead, stopped, restarted for ever, or full of what is the kernel's. */
export const processes: readonly RunningWork[] = [
  program(
    "two thousand processes that ended and are never fetched",
    MANY_PROCESSES,
    "import os, time",
    "for _ in range(2000):",
    "    try:",
    "        if os.fork() == 0: os._exit(0)",
    "    except OSError: break",
    "time.sleep(150)",
  ),
  program(
    "two thousand threads",
    /has started as many processes as it may|listens on no port/,
    "import threading, time",
    "for _ in range(2000):",
    "    try: threading.Thread(target=time.sleep, args=(150,), daemon=True).start()",
    "    except RuntimeError: break",
    "time.sleep(150)",
  ),
  program(
    "a server that is stopped at the first request",
    /takes connections|no answer|did not answer/,
    "import os, signal, socket, time",
    "if os.fork() == 0:",
    "    server = socket.create_server(('', 80))",
    "    client = server.accept()",
    "    os.kill(os.getpid(), signal.SIGSTOP)",
    "time.sleep(150)",
  ),
  program(
    "a filler of shared memory",
    /No space left on device/,
    "with open('/dev/shm/filler', 'wb') as filler:",
    "    for _ in range(400): filler.write(bytes(1000 * 1000))",
  ),
  program(
    "a gigabyte in pipes that nobody reads",
    /used more memory than it may|listens on no port|exited with code/,
    "import fcntl, os, time",
    "for _ in range(1000):",
    "    reader, writer = os.pipe()",
    "    try: fcntl.fcntl(writer, 1031, 1024 * 1024)",
    "    except OSError: pass",
    "    os.set_blocking(writer, False)",
    "    os.write(writer, bytes(1024 * 1024))",
    "time.sleep(60)",
  ),
  {
    title: "a service that is restarted without end",
    part: "part2",
    fails: "compose: rng, hasher and redis answer the worker by name",
    says: /rng/,
    edit: replace(FILE, "    build: rng\n", '    build: rng\n    restart: always\n    command: ["false"]\n'),
  },
  {
    title: "a service that stops at the signal to end, and wants an hour for it",
    part: "part2",
    fails: "compose: the page answers on port 8000",
    says: /8000|webui/,
    edit: replace(
      FILE,
      "    build: webui\n",
      '    build: webui\n    stop_signal: SIGSTOP\n    stop_grace_period: 1h\n    command: ["sleep", "600"]\n',
    ),
  },
];
