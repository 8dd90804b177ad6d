import { type Edit, failing, replace } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const part = "voting";

/** A line after the first line of a service. */
const add = (first: string, lines: string): Edit => replace(FILE, first, `${first}${lines}`);
const BACK = "    networks:\n      - back-tier\n";

const tiers = failing(
  part,
  "networks: redis, db and worker are on back-tier only, vote and result on both",
  {
    title: "networks: redis is on both",
    says: /redis can be reached from front-tier[\s\S]*port 6379/,
    edit: replace(FILE, `redis:8\n${BACK}`, `redis:8\n${BACK}      - front-tier\n`),
  },
  {
    title: "networks: db is on both",
    says: /db can be reached from front-tier[\s\S]*port 5432/,
    edit: replace(FILE, `postgresql/data\n${BACK}`, `postgresql/data\n${BACK}      - front-tier\n`),
  },
  {
    title: "networks: worker is on both",
    says: /worker can be reached from front-tier[\s\S]*finds worker at/,
    edit: replace(FILE, `postgres\n${BACK}\n  redis`, `postgres\n${BACK}      - front-tier\n\n  redis`),
  },
  {
    title: "networks: vote is on a third one, too",
    says: /vote is also on default, where it should not be/,
    edit: replace(
      FILE,
      "      - front-tier\n      - back-tier\n",
      "      - front-tier\n      - back-tier\n      - default\n",
    ),
  },
  {
    title: "networks: none at all",
    says: /No service is on a network front-tier/,
    edit: (draft) =>
      draft.write(
        FILE,
        draft
          .read(FILE)
          .replaceAll(/ {4}networks:\n( {6}- .*\n)+/g, "")
          .replace(/networks:\n {2}front-tier:\n {2}back-tier:\n/, ""),
      ),
  },
  {
    title: "networks: other names",
    says: /No service is on a network back-tier[\s\S]*with services: backend/,
    edit: (draft) => draft.write(FILE, draft.read(FILE).replaceAll("back-tier", "backend")),
  },
  {
    title: "networks: front-tier is there, and nobody is on it",
    says: /No service is on a network front-tier[\s\S]*with services: back-tier/,
    edit: (draft) => draft.write(FILE, draft.read(FILE).replaceAll("      - front-tier\n", "")),
  },
  {
    title: "networks: vote is on back-tier only",
    says: /On front-tier, vote cannot be reached/,
    fingerprint: "NAME_UNKNOWN",
    edit: replace(FILE, '5000:80"\n    networks:\n      - front-tier\n', '5000:80"\n    networks:\n'),
  },
  {
    title: "networks: db is on a third one as well",
    says: /db on back-tier, default/,
    edit: replace(FILE, `postgresql/data\n${BACK}`, `postgresql/data\n${BACK}      - default\n`),
  },
);

const closed = failing(
  part,
  "networks: redis and db are not published",
  {
    title: "networks: redis is published on its usual port",
    says: /port 6379 leads to port 6379 of redis/,
    edit: add("image: redis:8\n", '    ports:\n      - "6379:6379"\n'),
  },
  {
    title: "networks: db is published for this machine only",
    says: /db is published[\s\S]*port 5432 leads to port 5432 of db/,
    edit: add("image: postgres:17\n", '    ports:\n      - "127.0.0.1:5432:5432"\n'),
  },
  {
    title: "networks: db is published on any port",
    says: /port \(any\) leads to port 5432 of db/,
    edit: add("image: postgres:17\n", "    ports: [5432]\n"),
  },
);

export const networks = [...tiers, ...closed];
