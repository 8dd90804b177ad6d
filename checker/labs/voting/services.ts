/** The three services that students build. */
export const BUILT = ["vote", "worker", "result"] as const;
/** All five; the others are official images. */
export const SERVICES = [...BUILT, "redis", "db"] as const;
/** Where the pages have to be on the machine, and the debugger. */
export const PORT = { vote: 5000, result: 5001, debugger: 5858 } as const;
/** Where the two pages listen in their containers. */
export const PAGE_PORT = 80;
