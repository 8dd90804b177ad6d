// webui: the shop window of DockerCoins. It serves the page in files/, and the numbers in redis.
//
// Needs Node.js and the packages express and redis. It is written for redis 3: later versions
// of that package are used in another way. It listens on port 80.
//
//   GET /       leads to the page
//   GET /json   answers {"coins": 12, "hashes": 190, "now": 1760000000.5}

const express = require("express");
const redis = require("redis");

const PATIENCE = 2000; // milliseconds that redis may take to answer

// `docker stop` sends SIGTERM. The first process of a container ignores it unless it says what
// to do, and is then killed ten seconds later. So we say: leave at once.
process.on("SIGTERM", () => process.exit(0));
process.on("SIGINT", () => process.exit(0));

const client = redis.createClient({
  host: "redis", // a name, not an address: the container network knows who that is
  enable_offline_queue: false, // without a connection, refuse questions rather than let them wait
  retry_strategy: ({ error }) => {
    // Not there yet, or gone? It may be back soon.
    console.log(`redis: ${error?.message ?? "connection lost"}, next try in a second`);
    return 1000;
  },
});
client.on("error", (error) => console.log(`redis: ${error.message}`));

const app = express();

app.get("/", (request, response) => {
  response.redirect("/index.html");
});

app.get("/json", (request, response) => {
  const answer = (status, body) => {
    clearTimeout(timer);
    if (!response.headersSent) response.status(status).set("Cache-Control", "no-store").json(body);
  };
  const fail = (error) => answer(503, { error: `redis: ${error.message}` });
  const timer = setTimeout(() => fail(new Error(`no answer in ${PATIENCE} ms`)), PATIENCE);

  if (client.connected === false) return fail(new Error('no connection to the host "redis"'));

  // The coins are the entries of the hash "wallet", the hashes are counted in "hashes".
  try {
    client.hlen("wallet", (error, coins) => {
      if (error) return fail(error);
      client.get("hashes", (error, hashes) => {
        if (error) return fail(error);
        answer(200, { coins, hashes: Number(hashes), now: Date.now() / 1000 });
      });
    });
  } catch (error) {
    fail(error);
  }
});

// "files" is looked for in the folder where node was started: in a container, its WORKDIR.
app.use(express.static("files"));

app.listen(80, (error) => {
  if (error) throw error;
  console.log("The web UI listens on port 80.");
});
