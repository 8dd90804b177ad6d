import { createServer } from "node:net";

/** Nobody listens on the port, neither on all addresses nor on loopback. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ["0.0.0.0", "127.0.0.1"]) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Somebody else took a port after it had been seen to be free. */
export function lostPort(output: string): number | undefined {
  const port = /:(\d{1,5})\b.{0,500}(?:port is already allocated|address already in use)/.exec(output)?.[1];
  return port === undefined ? undefined : Number(port);
}
