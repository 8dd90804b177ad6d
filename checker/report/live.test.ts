import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Event } from "../core/events.ts";
import { nasty } from "./golden/hostile.ts";
import { failed, passed, result } from "./golden/make.ts";
import { Screen } from "./golden/screen.ts";
import { columnsOf } from "./layout.ts";
import { live } from "./live.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const builds = "rng: the image builds";
const blocked = result("rng: it answers", 5, { status: "blocked", by: builds, cause: "failed" });
const away = { code: "ENGINE_AWAY", message: "away", advice: "start it" };

const started: Event[] = [
  { type: "check-started", index: 0, title: builds },
  { type: "step-started", phase: "build", subject: "rng" },
  { type: "step-started", phase: "build", subject: "hasher" },
  { type: "step-started", phase: "probe", subject: "webui" },
  { type: "step-started", phase: "measure", subject: "ten workers, which takes rather long to write down" },
];
const ended: Event[] = [
  { type: "step-ended", step: { phase: "build", subject: "rng", start: 0, seconds: 1.2 } },
  { type: "check-ended", index: 0, result: result(builds, 5, passed, { seconds: 1.2 }) },
  { type: "check-ended", index: 1, result: result("hasher: it builds", 5, failed({ message: "no" })) },
  { type: "check-ended", index: 2, result: blocked },
  { type: "check-ended", index: 3, result: result("webui: it builds", 5, { status: "errored", error: away }) },
  { type: "check-ended", index: 4, result: result("rng: a version", 0, failed({ message: "latest" })) },
  { type: "check-ended", index: 5, result: result("rng: stops", 0, passed) },
  { type: "note", text: "Port 8000 was taken." },
  { type: "kept", address: "http://127.0.0.1:8000/" },
];
const hostile: Event[] = nasty.flatMap((text, index): Event[] => [
  { type: "check-started", index, title: text },
  { type: "step-started", phase: "start", subject: text },
  { type: "check-ended", index, result: result(text, 5, failed({ message: text })) },
  { type: "note", text },
]);

describe("piped", () => {
  function lines(events: readonly Event[]): string {
    const pieces: string[] = [];
    const out = { write: (piece: string) => pieces.push(piece), isTTY: false, columns: 80 };
    const progress = live(out, { colour: true });
    for (const event of events) progress.emit(event);
    vi.advanceTimersByTime(1000);
    progress.stop();
    return pieces.join("");
  }

  test("one plain line for whatever is over", () => {
    expect(lines([...started, ...ended])).toBe(`passed  rng: the image builds (1.2 s)
failed  hasher: it builds (0.4 s)
blocked rng: it answers (waits for "rng: the image builds")
error   webui: it builds (ENGINE_AWAY)
advice  rng: a version (0.4 s)
note    Port 8000 was taken.
kept    http://127.0.0.1:8000/
`);
  });

  test("hostile text cannot make a line of its own", () => {
    const text = lines(hostile);
    expect(text.trimEnd().split("\n")).toHaveLength(nasty.length * 2);
    expect(text).not.toMatch(/(?!\n)\p{Control}/u);
  });
});

describe("on a terminal", () => {
  function shown(screen: Screen, events: readonly Event[], total?: number) {
    const progress = live(screen, { colour: true, ...(total === undefined ? {} : { total }) });
    for (const event of events) progress.emit(event);
    vi.advanceTimersByTime(1500);
    return progress;
  }

  test("tells what runs and for how long, and what is over", () => {
    const screen = new Screen(60, 24);
    const progress = shown(screen, [...started, ...ended], 16);
    expect(screen.text().replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, "*")).toBe(`✓ rng: the image builds 1.2 s
✗ hasher: it builds 0.4 s
! webui: it builds 0.4 s
• rng: a version
* building hasher 1.5 s
* asking webui 1.5 s
* measuring ten workers, which takes rather long to write …
· Port 8000 was taken.
· 6/16 checks done, 1 failed, 1 blocked, 1 errored · 1.5 s`);
    expect(screen.cursor).toBe(false);
    progress.stop();
  });

  test("a check that takes no step is told by its title", () => {
    const screen = new Screen(60, 24);
    shown(screen, started.slice(0, 1)).stop();
    const other = new Screen(60, 24);
    const progress = shown(other, started.slice(0, 1));
    expect(other.text()).toContain("rng: the image builds 1.5 s");
    progress.stop();
  });

  test.each([
    [1, 24],
    [2, 24],
    [7, 24],
    [80, 2],
    [80, 4],
    [200, 60],
  ])("leaves nothing behind on %s columns and %s rows", (columns, rows) => {
    for (const events of [[...started, ...ended], hostile]) {
      const screen = new Screen(columns, rows);
      screen.write("$\n");
      const progress = shown(screen, events);
      for (const line of screen.lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      progress.stop();
      expect(screen.text()).toBe("$");
      expect(screen).toMatchObject({ cursor: true, column: 0 });
    }
  });

  test("a terminal made narrower in the middle is left clean too", () => {
    const screen = new Screen(80, 40);
    screen.write("$\n");
    const progress = shown(screen, [...started, ...ended]);
    screen.narrow(23);
    vi.advanceTimersByTime(300);
    progress.stop();
    expect(screen.text()).toBe("$");
  });

  test("draws ten times a second at most, however much happens, and no more once stopped", () => {
    const screen = new Screen(80, 24);
    const progress = live(screen, { colour: false });
    for (let turn = 0; turn < 1000; turn += 1) {
      for (const event of started) progress.emit(event);
      vi.advanceTimersByTime(1);
    }
    expect(screen.writes).toBeLessThanOrEqual(10);
    progress.stop();
    progress.stop();
    const { writes } = screen;
    for (const event of ended) progress.emit(event);
    vi.advanceTimersByTime(1000);
    expect(screen.writes).toBe(writes);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("without colour it only moves and erases", () => {
    const pieces: string[] = [];
    const out = { write: (piece: string) => pieces.push(piece), isTTY: true, columns: 80 };
    const progress = live(out, { colour: false });
    for (const event of [...started, ...ended]) progress.emit(event);
    vi.advanceTimersByTime(500);
    progress.stop();
    expect(pieces.join("").replace(/\p{Control}\[(?:[0-9]+A|[JK]|\?25[lh])/gu, "")).not.toMatch(
      /(?![\r\n])\p{Control}/u,
    );
  });
});
