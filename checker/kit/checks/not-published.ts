import { Finding } from "../../core/errors.ts";
import { goesOn } from "../../probe/server.ts";
import type { ComposeFile } from "../compose/compose-file.ts";
import { inWords, publishedPorts, publisher } from "../compose/ports.ts";
import type { Stack } from "../compose/stack.ts";

/**
 * Looks at what the engine has published while the stack runs, and at what the file would publish: none of `closed` may be
 * among it. `open` is a published port on which somebody answers, and has to be seen: only then is absence a proof.
 */
export async function notPublished(
  stack: Stack,
  file: ComposeFile,
  { closed, open }: { readonly closed: readonly string[]; readonly open: number },
): Promise<void> {
  const containers = await stack.containers();
  const running = [...containers].filter(([, found]) => found.some(({ port }) => port > 0));
  const published = new Set(running.map(([service]) => service));
  const door = publisher(file.model, open).service;
  if (!published.has(door)) {
    for (const container of containers.get(door) ?? []) await goesOn(container);
    throw new Error(`the engine does not list port ${open} as published, although it answers`);
  }
  const ports = publishedPorts(file.model);
  const found = closed.find((name) => published.has(name) || ports.some(({ service }) => service === name));
  if (found === undefined) return;
  throw new Finding("PUBLISHED", `${found} is published: everybody who reaches this machine can reach it.`, {
    expected: `no published port of ${found}`,
    actual: ports
      .filter(({ service }) => service === found)
      .map((port) => inWords(port))
      .join("; "),
    hint: `Look at the ports of ${found}. Services of one network reach each other without publishing anything.`,
    file: file.name,
  });
}
