/* webapp: shows what writer sends.

   Needs Node.js, and no packages. It is started with `node webapp.js`, listens on port 8000, and has no file itself: for
   each visitor it connects to `writer`, port 7000, and reads until the connection ends.

       GET /   what writer has sent; status 502 while nothing comes from there */

const http = require("node:http");
const net = require("node:net");

const WRITER = { host: "writer", port: 7000 };
const PATIENCE = 1.5; // seconds: nobody likes to wait longer for bad news
const MOST_BYTES = 64 * 1024;

function read() {
  return new Promise((resolve, reject) => {
    const socket = net.connect(WRITER);
    const chunks = [];
    let size = 0;
    const give = (error) => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString("utf8").replaceAll("\r\n", "\n");
      if (error) reject(error);
      else if (text === "") reject(new Error("the connection ended without a text"));
      else resolve(text);
    };
    // Also for the name: looking that up may take longer than a connection.
    const timer = setTimeout(() => give(new Error("no answer in time")), PATIENCE * 1000);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) give(new Error("there is no end of it"));
    });
    socket.on("end", () => give());
    socket.on("error", give);
  });
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (text) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>File IO</title>
    <link rel="icon" href="data:,">
    <style>
      body { min-height: 100dvh; margin: 0; display: grid; place-content: center }
      pre { margin: 1rem; font: clamp(1rem, 2.5vw, 2rem)/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    </style>
  </head>
  <body>
    <pre>${escaped(text)}</pre>
  </body>
</html>
`;

async function answer(request, response) {
  if (request.url !== "/") {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is only one page here: /\n");
    return;
  }
  let status = 200;
  let text;
  try {
    text = await read();
  } catch (error) {
    console.log(`${WRITER.host}:${WRITER.port}: ${error.message}`);
    status = 502;
    text = `The text cannot be read: nothing comes from ${WRITER.host}:${WRITER.port}.\n`;
  }
  // Browsers would rather have HTML. Everybody else (curl, for instance) gets the text alone.
  const html = /\btext\/html\b/.test(request.headers.accept ?? "");
  const type = html ? "text/html" : "text/plain";
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
  response.end(html ? page(text) : text);
}

http.createServer(answer).listen(8000, () => console.log("Listening on port 8000."));

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
