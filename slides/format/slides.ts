import type { Place, Problem } from "./problem.ts";
import { joined, type Properties, readHead, readStepHead } from "./properties.ts";
import type { Line, Piece } from "./scanner.ts";

/** What appears at once. */
export interface Step {
  readonly classes: string;
  readonly lines: readonly Line[];
}

/** A slide as it is written: what it says about itself, its steps (at least one) and the notes of the speaker. */
export interface Slide {
  readonly place: Place;
  readonly properties: Properties;
  readonly steps: readonly Step[];
  readonly notes: readonly Line[];
}

/** Puts the pieces of a chapter together to slides. The empty one before a first `---` is none. */
export function slidesOf(pieces: readonly Piece[]): { slides: readonly Slide[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const slides: Slide[] = [];
  for (const group of grouped(pieces)) {
    const slide = slideOf(group, problems);
    const first = slides.length === 0 && group[0]?.kind !== "slide-mark";
    if (slide && !(first && isEmpty(slide))) slides.push(slide);
  }
  return { slides, problems };
}

/** True when there is nothing on it at all, and nothing is said about it. */
export function isEmpty({ properties, steps, notes }: Slide): boolean {
  const lines = [...steps.flatMap((step) => step.lines), ...notes];
  return Object.keys(properties).length === 0 && lines.every(({ text }) => text.trim() === "");
}

function grouped(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === "slide-mark") groups.push([piece]);
    else groups.at(-1)?.push(piece);
  }
  return groups.filter((group) => group.length > 0);
}

function slideOf(group: readonly Piece[], problems: Problem[]): Slide | undefined {
  const first = group.find(({ kind }) => kind !== "slide-mark")?.lines[0] ?? group[0]?.lines[0];
  if (first === undefined) return undefined;
  const steps: Step[] = [];
  const notes: Line[] = [];
  let properties: Properties = {};
  let own: readonly Line[] = [];
  const close = () => {
    const head = steps.length === 0 ? readHead(own) : readStepHead(own);
    problems.push(...head.problems);
    if (steps.length === 0) properties = head.properties;
    steps.push({ classes: steps.length === 0 ? "" : joined(head.properties.class), lines: head.body });
    own = [];
  };
  for (const { kind, lines } of group) {
    if (kind === "content") own = [...own, ...lines];
    if (kind === "notes") notes.push(...lines);
    if (kind === "step-mark") close();
  }
  close();
  return { place: { file: first.file, line: first.line }, properties, steps, notes };
}
