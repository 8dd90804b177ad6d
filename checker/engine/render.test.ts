import { expect, test } from "vitest";
import { messages } from "./render.ts";

const warning = (text: string) => `time="2026-01-01T00:00:00Z" level=warning msg=${JSON.stringify(text)}`;

test("warnings are told apart from errors, and each is kept once", () => {
  const unset = 'The "PORT" variable is not set. Defaulting to a blank string.';
  const stderr = [warning(unset), warning(unset), "services.web Additional property biuld is not allowed", ""];
  expect(messages(stderr.join("\n"))).toEqual({
    warnings: [unset],
    words: "services.web Additional property biuld is not allowed",
  });
});

test("files are named as the submission has them", () => {
  const stderr = `${warning("/submission/docker-compose.yml: `version` is obsolete")}\nopen /submission/web.env: no such file`;
  expect(messages(stderr)).toEqual({
    warnings: ["docker-compose.yml: `version` is obsolete"],
    words: "open web.env: no such file",
  });
});

test("a line that is broken off is shown as it is", () => {
  expect(messages('time="now" level=warning msg="half').words).toBe('time="now" level=warning msg="half');
});
