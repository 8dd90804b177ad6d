import type { Event } from "../core/events.ts";
import type { Phase, Result } from "../core/report.ts";
import { cut, oneLine } from "./layout.ts";
import type { Line } from "./live-draw.ts";
import type { Pen } from "./pen.ts";
import { painter } from "./terminal-points.ts";
import { count, doing, marks, type Status, seconds } from "./words.ts";

interface Running {
  readonly phase: Phase;
  readonly subject: string;
  readonly since: number;
}

/** What a progress block tells: everything since the start of the part. Seconds of one monotonic clock. */
export interface State {
  readonly since: number;
  readonly total: number | undefined;
  readonly steps: readonly Running[];
  /** Checks that have begun and not ended, by index. */
  readonly checks: ReadonlyMap<number, { readonly title: string; readonly since: number }>;
  readonly ended: readonly Result[];
  readonly note: string | undefined;
}

export function emptyState(now: number, total: number | undefined): State {
  return { since: now, total, steps: [], checks: new Map(), ended: [], note: undefined };
}

export function updated(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "check-started":
      return { ...state, checks: new Map(state.checks).set(event.index, { title: oneLine(event.title), since: now }) };
    case "check-ended":
      return {
        ...state,
        checks: new Map([...state.checks].filter(([index]) => index !== event.index)),
        ended: [...state.ended, event.result],
      };
    case "step-started":
      return { ...state, steps: [...state.steps, { phase: event.phase, subject: event.subject, since: now }] };
    case "step-ended":
      return { ...state, steps: withoutFirst(state.steps, event.step.phase, event.step.subject) };
    case "note":
      return { ...state, note: oneLine(event.text) };
    default:
      return state;
  }
}

function withoutFirst(steps: readonly Running[], phase: Phase, subject: string): readonly Running[] {
  const index = steps.findIndex((step) => step.phase === phase && step.subject === subject);
  return index < 0 ? steps : steps.toSpliced(index, 1);
}

export interface View {
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  readonly paint: Pen["paint"];
}

const spinner = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
/** A block that jumps about with every event would be worse than one that says less. */
const mostEnded = 6;
const mostRunning = 6;

/** The block at one moment. It leaves the terminal's last row and column alone, where lines fold and screens scroll. */
export function frame(state: State, { now, columns, rows, paint }: View): Line[] {
  const room = Math.max(1, columns - 1);
  const line = (mark: string, text: string, colour: (text: string) => string, quiet = false): Line => {
    const whole = cut(`${mark} ${text}`, room);
    const rest = whole.slice(mark.length);
    const painted = whole.startsWith(mark) ? colour(mark) + (quiet ? paint.dim(rest) : rest) : whole;
    return { text: whole, painted };
  };
  const turn = spinner[Math.floor(now * 10) % spinner.length] ?? "";
  const running = runningOf(state).map(({ text, since }) => line(turn, `${text} ${seconds(now - since)}`, paint.cyan));
  const ended = state.ended
    .filter(isTelling)
    .map(({ title, outcome, seconds: took, points }) =>
      points === 0 && outcome.status === "failed"
        ? line("•", oneLine(title), paint.cyan, true)
        : line(
            marks[outcome.status],
            `${oneLine(title)} ${seconds(took)}`,
            painter(outcome.status, { paint, width: room }),
            true,
          ),
    );
  const notes = state.note === undefined ? [] : [line("·", state.note, paint.blue, true)];
  const counted = line("·", countsOf(state, now), paint.dim, true);
  const free = rows - 2 - notes.length;
  const shown = running.slice(0, Math.max(0, Math.min(mostRunning, free)));
  const left = Math.max(0, Math.min(mostEnded, free - shown.length));
  return [...(left > 0 ? ended.slice(-left) : []), ...shown, ...notes, counted];
}

/** Steps say more than checks; a check that takes no step is told by its title. */
function runningOf({ steps, checks }: State): { text: string; since: number }[] {
  if (steps.length > 0) {
    return steps.map(({ phase, subject, since }) => ({ text: `${doing[phase]} ${oneLine(subject)}`, since }));
  }
  return [...checks.values()].map(({ title, since }) => ({ text: title, since }));
}

/** Blocked checks come in heaps and would push out the failure that blocks them; advice that passed is no news. */
function isTelling({ outcome, points }: Result): boolean {
  if (outcome.status === "blocked") return false;
  return points > 0 || outcome.status !== "passed";
}

function countsOf({ ended, total, since }: State, now: number): string {
  const number = total === undefined ? count(ended.length, "check") : `${ended.length}/${count(total, "check")}`;
  const other: Status[] = ["failed", "blocked", "errored"];
  const counts = other
    .map((status) => ({
      status,
      number: ended.filter(({ outcome, points }) => points > 0 && outcome.status === status).length,
    }))
    .filter(({ number }) => number > 0)
    .map(({ status, number }) => `, ${number} ${status}`);
  return `${number} done${counts.join("")} · ${seconds(now - since)}`;
}
