import { expect, test } from "vitest";
import { commandsOf, exchangesOf } from "./exchanges.ts";

/** Pieces of text, each a second after the one before. */
const pieces = (...texts: readonly string[]) => texts.map((text, at) => ({ at, data: Buffer.from(text, "latin1") }));

test("a question and its answer, in whatever pieces they came", () => {
  const said = pieces("POST / HTTP/1.1\r\nHost: hasher\r\nContent-Le", "ngth: 3\r\n\r\n", "abc");
  const answered = pieces("", "", "", "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\n", "ok");
  expect(exchangesOf({ said, answered })).toEqual([
    {
      method: "POST",
      path: "/",
      body: Buffer.from("abc"),
      status: 200,
      answer: Buffer.from("ok"),
      asked: 2,
      answered: 3,
    },
  ]);
});

test("several on one connection, one in chunks, one without a length, interim answers aside", () => {
  const said = pieces("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", "GET /3 HTTP/1.1\r\n\r\n");
  const answered = pieces(
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
    "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\nHTTP/1.0 200 OK\r\n\r\nall",
    " the rest",
  );
  const found = exchangesOf({ said, answered }).map(({ path, status, answer }) => [path, status, String(answer)]);
  expect(found).toEqual([
    ["/1", 200, "abc"],
    ["/2", 204, ""],
    ["/3", 200, "all the rest"],
  ]);
});

test.each([
  ["nothing", "", ""],
  ["half an answer", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"],
  ["another language", "SSH-2.0-x\r\n\r\n", "SSH-2.0-y\r\n\r\n"],
  ["a length that is none", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"],
  ["chunks that are none", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
])("%s is no exchange", (_, said, answered) => {
  expect(
    exchangesOf({ said: pieces(said), answered: pieces(answered) }).filter(({ status }) => status === 200),
  ).toEqual([]);
});

test("commands for redis, and none of the one that was under way", () => {
  const said = pieces(
    "3\r\nabc\r\n",
    "*3\r\n$6\r\nINCRBY\r\n$6\r\nhashes\r\n$1\r\n4\r\n*1\r\n",
    "$4\r\nPING\r\n*2\r\n$4\r\nHA",
  );
  const found = commandsOf({ said }).map(({ at, words }) => [at, ...words.map(String)]);
  expect(found).toEqual([
    [1, "INCRBY", "hashes", "4"],
    [2, "PING"],
  ]);
});
