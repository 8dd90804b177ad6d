import { measurementLock } from "./lock.ts";

/** For tests, run as a process of its own: holds the lock on a port until it is killed. */
const port = Number(process.argv[2]);
await measurementLock({ port, signal: new AbortController().signal, waiting: () => undefined });
process.stdout.write("held\n");
