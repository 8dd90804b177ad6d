import type { Edit } from "../../../checker/kit/answers/answers.ts";

type Lines = readonly string[];

const indented = (lines: Lines, by: number) => lines.map((line) => `${" ".repeat(by)}${line}`);

/** Seconds after which each of these programs ends by itself. */
const LIFE = 120;

/** A server in Python that says what it likes to each `client`, after it has heard something. */
export function python(port: number, ...talk: Lines): Lines {
  return [
    "import os, socket, threading, time",
    `threading.Timer(${LIFE}, lambda: os._exit(0)).start()`,
    "def serve(client):",
    "    try:",
    "        client.recv(65536)",
    ...indented(talk, 8),
    "        client.close()",
    "    except OSError: pass",
    `server = socket.create_server(('', ${port}), backlog=50)`,
    "while True: threading.Thread(target=serve, args=server.accept()[:1], daemon=True).start()",
  ];
}

/** Sends a text piece by piece, then goes on with its last byte. */
export function byteByByte(text: string, seconds = 2): Lines {
  return [
    `text = b'${text}'`,
    "while True:",
    "    for byte in text + b'x' * 999:",
    `        client.sendall(bytes([byte])); time.sleep(${seconds})`,
  ];
}

/** What a redis says that answers each command with one, until somebody wants to watch it. */
export function answersOf(watched: string): Lines {
  return [
    "client.sendall(b'+PONG\\r\\n')",
    "while True:",
    "    heard = client.recv(65536)",
    "    if not heard: break",
    "    if b'MONITOR' in heard:",
    "        client.sendall(b'+OK\\r\\n')",
    `        ${watched}`,
    "    client.sendall(b':1\\r\\n' * heard.count(b'*'))",
  ];
}

/** A web server in Node: `leads` is where / leads to, `text` what a request gets, `missing` what is not there. */
export function pageOf(...lines: Lines): Lines {
  return [
    "let leads = '/index.html', text = () => '', missing = /^$/;",
    "const names = (count) => Array.from({ length: count }, (_, name) => '<script src=\"/a-very-long-name-' + name + '.js\"></script>').join('');",
    ...lines,
    "require('node:http').createServer((request, response) => {",
    "  if (request.url === '/' && leads) response.writeHead(302, { location: leads });",
    "  else if (missing.test(request.url)) response.writeHead(404);",
    "  response.end(text(request));",
    "}).listen(80);",
    `setTimeout(() => process.exit(), ${LIFE} * 1000);`,
  ];
}

export const page = (expression: string) => `text = (request) => ${expression};`;

/** Another program runs in the place of the given one. */
export function instead(service: string, given: string, name: string, lines: Lines): Edit {
  return (draft) => {
    draft.write(`${service}/${name}`, `${lines.join("\n")}\n`);
    const file = `${service}/Dockerfile`;
    if (draft.read(file).includes(`COPY ${given} .`)) draft.replace(file, `COPY ${given} .`, `COPY ${name} .`);
    draft.replace(file, "USER nobody", "USER root");
    draft.replace(file, `"${given}"`, `"${name}"`);
  };
}

/** Beside the given worker, which does its work, another program does things to `redis`, again and again. */
export function beside(lines: Lines): Edit {
  const program = [
    "import os, redis as client, threading, time",
    `threading.Timer(${LIFE}, lambda: os._exit(0)).start()`,
    "redis = client.Redis('redis')",
    "while True:",
    "    try:",
    ...indented(lines, 8),
    "    except Exception as error: print(error, flush=True)",
    "    time.sleep(0.05)",
  ];
  return (draft) => {
    draft.write("worker/hostile.py", `${program.join("\n")}\n`);
    draft.replace("worker/Dockerfile", "COPY worker.py .", "COPY worker.py hostile.py ./");
    draft.replace(
      "worker/Dockerfile",
      '["python", "worker.py"]',
      '["sh", "-c", "python hostile.py & exec python worker.py"]',
    );
  };
}

/** In the place of redis, a server that says what it likes. */
export function fakeRedis(...talk: Lines): Edit {
  return (draft) => {
    draft.write("fake/fake.py", `${python(6379, ...talk).join("\n")}\n`);
    draft.write("fake/Dockerfile", 'FROM python:3.13-slim\nCOPY fake.py .\nCMD ["python", "fake.py"]\n');
    draft.replace("docker-compose.yml", "    image: redis\n", "    build: fake\n");
  };
}
