import { expect, test } from "vitest";
import { z } from "zod";
import { Gradebook } from "./gradebook.ts";

const page = "docs/gradebook.schema.json";

test(`${page} is what the code says (npm run docs writes it)`, async () => {
  const schema = z.toJSONSchema(Gradebook, { io: "input" });
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`../../${page}`);
});
