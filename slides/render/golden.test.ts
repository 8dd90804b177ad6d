import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readDeck } from "../format/deck.ts";
import { Renderer } from "./renderer.ts";

const folder = fileURLToPath(new URL("../e2e/traps", import.meta.url));

// Every trap of the format in one deck; golden/traps.html is what it has to become (`npx vitest run -u` writes it anew).
test("the deck of traps", async () => {
  const { pieces, problems } = await new Renderer().render(readDeck(folder, folder));
  expect(problems).toEqual([]);
  const html = pieces.map((piece) => (typeof piece === "string" ? piece : piece.html)).join("");
  await expect(html).toMatchFileSnapshot("golden/traps.html");
});
