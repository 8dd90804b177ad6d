// Imported with the first question: the package is large, and a command that asks nothing starts without it.
export { request } from "undici";
