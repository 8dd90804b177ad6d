import { all, failing, replace, write } from "../../../kit/answers/answers.ts";

const FILE = "docker-compose.yml";
const WORKER = "worker/Dockerfile";
const part = "voting";

/** Changes the worker's code where the checker does not put it back: in the image. */
const inWorker = (sed: string) =>
  replace(WORKER, "COPY Worker.java .", `COPY Worker.java .\nRUN sed -i '${sed}' Worker.java`);

/** What the database does when it is made. */
const atFirstStart = (sql: string) =>
  all(
    write("start/table.sql", `CREATE TABLE votes (voter text PRIMARY KEY, choice text NOT NULL);\n${sql}\n`),
    replace(FILE, "      - db-data:", "      - ./start:/docker-entrypoint-initdb.d\n      - db-data:"),
  );

const shows = failing(
  part,
  "votes: a vote shows up in the result within 3 seconds, and an open page hears of it",
  {
    title: "worker: the program is not in the class path",
    says: /worker exited with code[\s\S]*Could not find or load main class/,
    edit: replace(WORKER, ".:postgresql.jar", "postgresql.jar"),
  },
  {
    title: "worker: only one of the classes is copied",
    says: /worker exited with code[\s\S]*NoClassDefFoundError/,
    edit: replace(WORKER, "/src/classes .", "/src/classes/Worker.class ."),
  },
  {
    title: "worker: the driver is not in the class path",
    says: /No suitable driver/,
    edit: replace(WORKER, ".:postgresql.jar", "."),
  },
  {
    title: "compose: nobody tells the worker the password",
    says: /password/,
    edit: replace(FILE, "build: worker\n    environment:\n      POSTGRES_PASSWORD: postgres\n", "build: worker\n"),
  },
  {
    title: "compose: redis with a password that nobody knows",
    says: /does not accept a vote[\s\S]*status 503/,
    edit: replace(FILE, "image: redis:8\n", "image: redis:8\n    command: redis-server --requirepass secret\n"),
  },
  {
    title: "worker: looks into the list every ten seconds only",
    says: /within 3 seconds/,
    edit: inWorker("s/PAUSE = 100/PAUSE = 10000/"),
  },
);

const moves = failing(
  part,
  "votes: the same voter's second vote replaces the first",
  {
    title: "worker: the first vote counts, not the last",
    says: /does not move the vote[\s\S]*for a and then for b/,
    edit: inWorker("s/DO UPDATE SET choice = EXCLUDED.choice/DO NOTHING/"),
  },
  {
    title: "compose: a database that lets nobody change their mind",
    says: /does not move the vote[\s\S]*for a and then for b/,
    edit: atFirstStart(
      "CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;\nCREATE TRIGGER stay BEFORE UPDATE ON votes FOR EACH ROW EXECUTE FUNCTION stay();",
    ),
  },
);

const many = failing(
  part,
  "votes: 200 votes of 200 voters are all counted, none twice",
  {
    title: "compose: a database that loses one vote of a hundred",
    says: /not each was counted once/,
    edit: atFirstStart(
      "CREATE TABLE lost (one text);\nCREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n  IF (SELECT count(*) = 100 FROM votes) AND NOT EXISTS (SELECT FROM lost) THEN INSERT INTO lost VALUES (NEW.voter); RETURN NULL; END IF;\n  RETURN NEW;\nEND $$;\nCREATE TRIGGER lose BEFORE INSERT ON votes FOR EACH ROW EXECUTE FUNCTION lose();",
    ),
  },
  {
    title: "compose: a database that adds a vote of its own",
    says: /not each was counted once/,
    edit: atFirstStart(
      "CREATE FUNCTION ghost() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n  IF (SELECT count(*) = 100 FROM votes) THEN INSERT INTO votes VALUES ('ghost', 'b'); END IF;\n  RETURN NULL;\nEND $$;\nCREATE TRIGGER ghost AFTER INSERT ON votes FOR EACH ROW EXECUTE FUNCTION ghost();",
    ),
  },
);

const waits = failing(
  part,
  "votes: what is cast while the worker is stopped is counted when it is back",
  {
    title: "worker: leaves a lock behind, and does not start twice",
    says: /worker exited with code[\s\S]*File exists/,
    edit: all(
      replace(WORKER, "USER nobody", "RUN chmod 777 .\nUSER nobody"),
      replace(WORKER, /CMD.*/, 'CMD ["sh", "-c", "mkdir lock && exec java -cp .:postgresql.jar Worker"]'),
    ),
  },
  {
    title: "worker: works at its first start only, and sleeps at the second",
    says: /are not counted/,
    edit: all(
      replace(WORKER, "USER nobody", "RUN chmod 777 .\nUSER nobody"),
      replace(WORKER, /CMD.*/, "CMD if mkdir started; then exec java -cp .:postgresql.jar Worker; fi; exec sleep 1000"),
    ),
  },
);

const kept = failing(
  part,
  "data: the votes survive down and up",
  {
    title: "compose: no volume",
    says: /0 for a and 0 for b/,
    edit: replace(FILE, "    volumes:\n      - db-data:/var/lib/postgresql/data\n", ""),
  },
  {
    title: "compose: the volume is where the database does not write",
    says: /0 for a and 0 for b/,
    edit: replace(FILE, "db-data:/var/lib/postgresql/data", "db-data:/var/lib/postgres"),
  },
  {
    title: "compose: the volume is one folder too high",
    says: /0 for a and 0 for b/,
    edit: replace(FILE, "db-data:/var/lib/postgresql/data", "db-data:/var/lib/postgresql"),
  },
  {
    title: "compose: the data is in memory",
    says: /0 for a and 0 for b/,
    edit: replace(
      FILE,
      "    volumes:\n      - db-data:/var/lib/postgresql/data\n",
      "    tmpfs: /var/lib/postgresql/data\n",
    ),
  },
);

const forgotten = failing(
  part,
  "data: down with the volumes forgets them",
  {
    title: "compose: a folder of the machine instead of a volume",
    says: /a folder of this machine is no volume/,
    edit: replace(FILE, "db-data:/var/lib/postgresql/data", "./data:/var/lib/postgresql/data"),
  },
  {
    title: "compose: votes that are there before anybody has voted",
    says: /There are votes/,
    edit: atFirstStart("INSERT INTO votes VALUES ('somebody', 'a'), ('somebody else', 'a');"),
  },
);

export const votes = [...shows, ...moves, ...many, ...waits, ...kept, ...forgotten];
