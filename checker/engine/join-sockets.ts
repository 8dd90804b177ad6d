import type { Socket } from "node:net";

/** Bytes both ways, until both sides have ended; what was sent before the end still arrives. */
export function joinSockets(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [end, rest] of [
    [one, other],
    [other, one],
  ] as const)
    end.on("error", () => end.destroy()).on("close", () => rest.destroySoon());
}
