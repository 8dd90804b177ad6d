// result: the score board. It counts the votes in the database, and shows them.
//
// Needs Node.js and the packages express and pg. It listens on port 80, and finds the database by
// its name: db. The password of the database is in the environment variable POSTGRES_PASSWORD.
//
//   GET /         the page, which is made of the files in public/
//   GET /json     answers {"a": 12, "b": 8, "total": 20, "names": {"a": "Cats", "b": "Dogs"}}
//   GET /events   sends the same again and again, whenever it has changed: an open page listens to it
//
// Started with `node --inspect=0.0.0.0:5858 result.js`, it also lets a debugger in, on port 5858.

const path = require("node:path");
const express = require("express");
const { Pool } = require("pg");

const PATIENCE = 2000; // milliseconds that the database may take to answer
const EVERY = 500; // milliseconds between two counts, while a page is open
const NAMES = { a: process.env.OPTION_A || "Cats", b: process.env.OPTION_B || "Dogs" };
const NO_TABLE = "42P01"; // how PostgreSQL says: there is no such table (the worker makes it)

// `docker stop` sends SIGTERM. The first process of a container ignores it unless it says what
// to do, and is then killed ten seconds later. So we say: leave at once.
process.on("SIGTERM", () => process.exit(0));
process.on("SIGINT", () => process.exit(0));

const db = new Pool({
  host: "db",
  user: "postgres",
  password: process.env.POSTGRES_PASSWORD || "",
  database: "postgres",
  connectionTimeoutMillis: PATIENCE,
  query_timeout: PATIENCE,
});
// A connection that breaks while nobody uses it: the next question opens another one.
db.on("error", (error) => console.log(`db: ${error.message}`));

async function count() {
  const counted = { a: 0, b: 0, total: 0, names: NAMES };
  try {
    const { rows } = await db.query("SELECT choice, count(*)::int AS votes FROM votes GROUP BY choice");
    for (const { choice, votes } of rows) if (choice in NAMES) counted[choice] = votes;
  } catch (error) {
    if (error.code !== NO_TABLE) throw error;
  }
  counted.total = counted.a + counted.b;
  return counted;
}

function trouble(error) {
  // Several addresses may have been tried: the error then holds one error for each.
  const { message } = error.errors?.[0] ?? error;
  return { error: `The database does not answer: ${message}` };
}

const app = express();

app.get("/json", async (request, response) => {
  response.set("Cache-Control", "no-store");
  try {
    response.json(await count());
  } catch (error) {
    response.status(503).json(trouble(error));
  }
});

// Server-sent events: an answer that never ends. Each message is a line "data: ..." and an empty line.
const listeners = new Set();
let last = "";

app.get("/events", (request, response) => {
  response.set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.flushHeaders();
  if (last !== "") response.write(last);
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
});

async function tell() {
  // While nobody listens, nothing is asked, and what was known grows old.
  if (listeners.size === 0) last = "";
  else {
    const state = await count().catch(trouble);
    const message = `data: ${JSON.stringify(state)}\n\n`;
    if (message !== last) for (const listener of listeners) listener.write(message);
    last = message;
  }
  setTimeout(tell, EVERY);
}
tell();

app.use(express.static(path.join(__dirname, "public")));

app.listen(80, (error) => {
  if (error) throw error;
  console.log("The result listens on port 80.");
});
