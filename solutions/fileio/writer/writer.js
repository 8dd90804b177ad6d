/* writer: writes a new text every few seconds, and has another program send it to whoever asks.

   Needs Node.js, and no packages. It is started with `node writer.js`, and writes the text into the file `random`, in the
   folder in which it is started. Each new text replaces the old one in a single step: whoever opens the file gets a whole one.

   It does not listen itself. The environment says who does:

       LISTENER   the command that listens; it is started in the same folder, and sends the file to whoever connects
       EVERY      seconds from one text to the next (3 when nothing is said)

   When the listener ends, writer says so and ends, too. */

const { spawn } = require("node:child_process");
const { randomBytes } = require("node:crypto");
const { renameSync, writeFileSync } = require("node:fs");
const { hostname } = require("node:os");

const FILE = "random";
const { LISTENER, EVERY = "3" } = process.env;

function end(message) {
  console.error(message);
  process.exit(1);
}

let number = 0;

function write() {
  number += 1;
  const time = new Date().toISOString().slice(11, 19);
  const text = `Text ${number} of ${hostname()}, written at ${time}\n${randomBytes(24).toString("hex")}\n`;
  try {
    // Beside it first, and then in its place: nobody reads half a text.
    writeFileSync(`${FILE}.new`, text);
    renameSync(`${FILE}.new`, FILE);
  } catch (error) {
    end(`The text cannot be written: ${error.message}`);
  }
}

if (!LISTENER) end("LISTENER is not set: which command sends the file?");
if (!(Number(EVERY) > 0)) end(`EVERY is ${JSON.stringify(EVERY)}: how many seconds from one text to the next?`);

write();
setInterval(write, Number(EVERY) * 1000);

// A shell reads the command, as it reads what you type.
const listener = spawn(LISTENER, { shell: true, stdio: "inherit" });
listener.on("error", (error) => end(`The listener cannot be started: ${error.message}`));
listener.on("exit", (code, signal) => end(`The listener has ended (${signal ?? `exit code ${code}`}): ${LISTENER}`));
console.log(`Writing ${FILE} every ${EVERY} seconds. Started: ${LISTENER}`);

process.on("exit", () => listener.kill());
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
