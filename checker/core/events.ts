import type { Exhibit, Result, Step } from "./report.ts";

/** What happens while a part is judged, as it happens. `index` is the place of a check in its part. */
export type Event =
  | { readonly type: "part-started"; readonly part: string; readonly checks: number }
  | { readonly type: "check-started"; readonly index: number; readonly title: string }
  | { readonly type: "check-ended"; readonly index: number; readonly result: Result }
  | { readonly type: "step-started"; readonly phase: Step["phase"]; readonly subject: string }
  | { readonly type: "step-ended"; readonly step: Step }
  | { readonly type: "note"; readonly text: string }
  | { readonly type: "fact"; readonly name: string; readonly value: number }
  | { readonly type: "exhibit"; readonly exhibit: Exhibit }
  | { readonly type: "kept"; readonly address: string };

export type Emit = (event: Event) => void;
