import { Finding } from "../../core/errors.ts";
import type { ComposeFile } from "../../work/compose-file.ts";
import { inWords, publishedPorts } from "../../work/ports.ts";
import type { Stack } from "../../work/stack.ts";

/** What the engine has published while the stack runs. The app has to be seen among it: only then is absence a proof. */
export async function notPublished(stack: Stack, file: ComposeFile): Promise<void> {
  const published = [...(await stack.containers())].flatMap(([service, containers]) =>
    containers.flatMap(({ port }) => (port > 0 ? [service] : [])),
  );
  if (published.length === 0) throw new Error("the engine lists no published port, although the app answers on one");
  if (!published.includes("db")) return;
  const ports = publishedPorts(file.model).filter(({ service }) => service === "db");
  throw new Finding("db is published: everybody who reaches this machine can reach it.", {
    expected: "no published port of db",
    actual: ports.map((port) => inWords(port)).join("; "),
    hint: "Look at the ports of db. Services of one network reach each other without publishing anything.",
    file: file.name,
  });
}
