import type { Place, Problem } from "./problem.ts";
import { type OwnProperty, type Properties, readHead, readStepHead } from "./properties.ts";
import type { Line, Piece } from "./scanner.ts";

/** What appears at once, with what it says about itself. */
export interface Step {
  readonly properties: Properties;
  readonly lines: readonly Line[];
}

/** A slide as it is written: what it says about itself, its steps (at least one) and the notes of the speaker. */
export interface Slide {
  readonly place: Place;
  readonly properties: Properties;
  readonly own: readonly OwnProperty[];
  readonly steps: readonly Step[];
  readonly notes: readonly Line[];
  /** True where `@@TOC@@` asks for the contents of the deck: they come after this slide. */
  readonly contents?: boolean;
}

const CONTENTS = "@@TOC@@";

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
export function isEmpty(slide: Slide): boolean {
  return slide.own.length === 0 && Object.keys(slide.properties).length === 0 && !slide.contents && isBare(slide);
}

/** True when a slide has no text of any kind. */
export function isBare({ steps, notes }: Slide): boolean {
  const lines = [...steps.flatMap((step) => step.lines), ...notes];
  return lines.every(({ text }) => text.trim() === "");
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
  let named: readonly OwnProperty[] = [];
  let own: readonly Line[] = [];
  const close = () => {
    const top = steps.length === 0;
    const head = top ? readHead(own) : readStepHead(own);
    problems.push(...head.problems);
    if (top) ({ properties, own: named } = head);
    steps.push({ properties: top ? {} : head.properties, lines: head.body });
    own = [];
  };
  for (const { kind, lines } of group) {
    if (kind === "content") own = [...own, ...lines];
    if (kind === "notes") notes.push(...lines);
    if (kind === "step-mark") close();
  }
  close();
  const slide = { place: { file: first.file, line: first.line }, properties, own: named, steps, notes };
  return steps.some(({ lines }) => lines.some(isContents)) ? withContents(slide) : slide;
}

function withContents(slide: Slide): Slide {
  const steps = slide.steps.map((step) => ({ ...step, lines: step.lines.filter((line) => !isContents(line)) }));
  return { ...slide, steps, contents: true };
}

function isContents({ text }: Line): boolean {
  return text.trim() === CONTENTS;
}
