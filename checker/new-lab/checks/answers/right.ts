import { accepted, all, rename, replace, write } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const part = "NAME";

export const right = accepted(
  part,
  {
    title: "as short as it can be: no WORKDIR, no USER, a command without a list, flow style",
    edit: all(
      write("app/Dockerfile", "FROM python\nCOPY app.py /\nCMD exec python /app.py\n"),
      write(FILE, 'services: {app: {build: app, ports: ["8000:8000"]}}\n'),
    ),
  },
  {
    title: "compose.yaml, the context above, a long port that is open on this machine only",
    edit: all(
      replace("app/Dockerfile", "COPY app.py", "COPY app/app.py"),
      replace(FILE, "build: app", "build:\n      context: .\n      dockerfile: app/Dockerfile"),
      replace(FILE, '- "8000:8000"', '- target: 8000\n        published: "8000"\n        host_ip: 127.0.0.1'),
      rename(FILE, "compose.yaml"),
    ),
  },
);
