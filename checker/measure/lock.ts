import { connect, createServer, type Socket } from "node:net";
import { GraderError } from "../core/errors.ts";

/**
 * A loopback port that the one measuring process of this machine listens on. The system frees it when the process ends,
 * however it ends, so a lock never outlives its holder.
 */
const PORT = 24117;
const GREETING = "workshop measurement by process ";

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Called once, with the id of the process that is measuring. */
  readonly waiting: (holder: string) => void;
  /** Another port, for tests: they must not wait for a real measurement, nor hold one up. */
  readonly port?: number;
  /** Seconds within which a holder says who it is, however busy the machine. */
  readonly patience?: number;
}

/** Waits until nobody on this machine measures, then holds the lock until it is disposed. */
export async function measurementLock(options: LockOptions): Promise<AsyncDisposable> {
  let told = false;
  for (;;) {
    const holder = new Holder();
    if (await holder.listen(options.port ?? PORT)) return holder;
    const waiting = (holder: string) => {
      if (!told) options.waiting(holder);
      told = true;
    };
    await holderEnds({ ...options, waiting });
  }
}

/** Waits until nobody on this machine measures. */
export async function quiet(options: LockOptions): Promise<void> {
  await holderEnds(options);
}

class Holder {
  readonly #waiting = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#waiting.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#waiting.delete(socket));
    socket.write(`${GREETING}${process.pid}\n`);
  });

  /** False when somebody else listens. */
  listen(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE") resolve(false);
        else reject(error);
      });
      this.#server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(true));
    });
  }

  /** Those who wait hold a connection open: its end tells them. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#waiting) socket.destroy();
    await closed;
  }
}

/** Resolves when the holder lets go, at once when there is none. */
function holderEnds({ signal, waiting, port = PORT, patience = 10 }: LockOptions): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const fail = (reason: unknown) => {
      socket.destroy();
      reject(reason);
    };
    const aborted = () => fail(signal.reason);
    signal.addEventListener("abort", aborted, { once: true });
    socket.setTimeout(patience * 1000, () => fail(portBusy(port)));
    socket.once("data", (chunk) => {
      socket.setTimeout(0);
      const said = chunk.toString("utf8");
      if (said.startsWith(GREETING)) waiting(said.slice(GREETING.length).trim());
      else fail(portBusy(port));
    });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      signal.removeEventListener("abort", aborted);
      resolve();
    });
  });
}

function portBusy(port: number): GraderError {
  return new GraderError(
    "PORT_BUSY",
    `Another program uses port ${port}, which measurements are queued on.`,
    "End that program, and run the check again.",
  );
}
