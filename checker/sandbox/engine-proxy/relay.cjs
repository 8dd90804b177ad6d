// The first process of the container whose network a run's scripts share: makes each port that is named on stdin answer on
// their localhost, by the socket that is called by its number. Says the number on stdout when it does.
const { createInterface } = require("node:readline");
const { connect, createServer } = require("node:net");

createInterface({ input: process.stdin }).on("line", (port) => {
  const told = () => process.stdout.write(`${port}\n`);
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const to = connect({ path: `/run/workshop/${port}`, allowHalfOpen: true });
    from.pipe(to).pipe(from);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ])
      one.on("error", () => one.destroy()).on("close", () => other.destroySoon());
  });
  // A script may have taken the port itself: then it is the script's.
  server.on("error", told).listen(Number(port), told);
});
