import picocolors from "picocolors";

export interface Look {
  readonly colour: boolean;
  readonly width: number;
}

/** What every block of the terminal report is written with. */
export interface Pen {
  readonly paint: ReturnType<typeof picocolors.createColors>;
  readonly width: number;
}

const narrowest = 40;
/** Longer lines are hard to read, and put the points far from their check. */
const widest = 100;

export function pen({ colour, width }: Look): Pen {
  const columns = Number.isFinite(width) ? Math.floor(width) : widest;
  return { paint: picocolors.createColors(colour), width: Math.min(widest, Math.max(narrowest, columns)) };
}
