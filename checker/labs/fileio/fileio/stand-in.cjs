// Stands in for writer: sends a text on port 7000, as writer.js writes it, and another one to each visitor.
const { createServer } = require("node:net");

const [, token] = process.argv;
let number = 0;
const time = () => new Date().toISOString().slice(11, 19);
createServer((socket) => {
  number += 1;
  socket.on("error", () => socket.destroy());
  socket.end(`Text ${number} of checker, written at ${time()}\r\n${token}\r\n`);
}).listen(7000);
