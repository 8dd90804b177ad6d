import type { Container } from "../engine/container.ts";

/** A connection to a redis of ours, on its published port. */
export interface RedisConnection extends AsyncDisposable {
  run(command: readonly string[]): Promise<unknown>;
  /** How many hashes and coins there are. */
  numbers(): Promise<{ readonly hashes: number; readonly coins: number }>;
  /** The entries of the hash `wallet`, bytes as they are. */
  wallet(): Promise<ReadonlyMap<string, Buffer>>;
}

/** Connects as soon as redis takes connections. The client library is loaded when it is first needed: it is large. */
export async function redisOf(container: Container): Promise<RedisConnection> {
  const { createClient, RESP_TYPES } = await import("redis");
  const client = createClient({
    url: `redis://127.0.0.1:${container.port}`,
    disableOfflineQueue: false,
    socket: {
      connectTimeout: 5000,
      reconnectStrategy: (tries) => (tries < 100 ? 50 : new Error("redis does not answer")),
    },
  });
  client.on("error", () => undefined);
  await client.connect();
  const bytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  return {
    run: (command) => client.sendCommand([...command]),
    async numbers() {
      const [hashes, coins] = await Promise.all([client.get("hashes"), client.hLen("wallet")]);
      return { hashes: Number(hashes), coins };
    },
    async wallet() {
      const entries = (await bytes.hGetAll("wallet")) as unknown as Record<string, Buffer>;
      return new Map(Object.entries(entries));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}
