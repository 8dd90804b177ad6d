/** The three services that students build. */
export const BUILT = ["vote", "worker", "result"] as const;
/** All five; the others are official images. */
export const SERVICES = [...BUILT, "redis", "db"] as const;
/** Where the pages have to be on the machine, and the debugger. */
export const PORT = { vote: 5000, result: 5001, debugger: 5858 } as const;
/** Where the two pages listen in their containers. */
export const PAGE_PORT = 80;
/** What only the page of a service has in it. */
export const MARK = { vote: /name="vote"/, result: /page\.js/ } as const;
/** The services that show a page. */
export type Page = keyof typeof MARK;
/** The two others, as the reference has them. */
export const REDIS = "redis:8";
export const DB = "postgres:17";
