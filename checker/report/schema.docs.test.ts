import { expect, test } from "vitest";
import { z } from "zod";
import { ReportFile } from "../core/report.ts";

const page = "docs/report.schema.json";

test(`${page} is what the code says (npm run docs writes it)`, async () => {
  // As what comes in: a reader passes over the fields that it does not know, as ours does.
  const schema = z.toJSONSchema(ReportFile, { io: "input" });
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`../../${page}`);
});
