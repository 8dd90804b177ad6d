import { open } from "node:fs/promises";
import type { Server } from "node:net";

/** Puts a server's socket into a folder, by the folder's handle: the path of a socket may have 100 characters or so. */
export async function listen(server: Server, folder: string, name: string): Promise<void> {
  const handle = await open(folder);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(`/proc/self/fd/${handle.fd}/${name}`, resolve);
    });
  } finally {
    await handle.close();
  }
}
