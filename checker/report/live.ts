import type { Emit } from "../core/events.ts";
import { mapTexts, terminalText } from "./escape.ts";
import { draw, type Out } from "./live-draw.ts";
import { plainLine } from "./live-plain.ts";
import { emptyState, frame, updated } from "./live-state.ts";
import { pen } from "./pen.ts";

export interface LiveOptions {
  readonly colour: boolean;
  /** Number of checks of the part, where it is known: "7 of 16 checks". */
  readonly total?: number;
}

export interface Live {
  readonly emit: Emit;
  /** Takes the block away and gives the cursor back. More calls, and events after it, do nothing. */
  stop(): void;
}

/** Milliseconds: ten pictures a second look alive and cost next to nothing. */
const pace = 100;

/** Shows what happens while it happens: a small block redrawn in place, or plain lines where nobody redraws. */
export function live(out: Out, options: LiveOptions): Live {
  return out.isTTY ? redrawn(out, options) : printed(out);
}

function printed(out: Out): Live {
  let stopped = false;
  return {
    emit(event) {
      const line = plainLine(mapTexts(event, terminalText));
      if (!stopped && line !== undefined) out.write(`${line}\n`);
    },
    stop() {
      stopped = true;
    },
  };
}

function redrawn(out: Out, { colour, total }: LiveOptions): Live {
  const { paint } = pen({ colour, width: Number.POSITIVE_INFINITY });
  const drawing = draw(out);
  const now = () => performance.now() / 1000;
  let state = emptyState(now(), total);
  let stopped = false;
  const show = () => drawing.show((columns, rows) => frame(state, { now: now(), columns, rows, paint }));
  const timer = setInterval(show, pace);
  // A checker that is done must not wait for its progress.
  timer.unref();
  return {
    emit(event) {
      if (!stopped) state = updated(state, mapTexts(event, terminalText), now());
    },
    stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      drawing.end();
    },
  };
}
