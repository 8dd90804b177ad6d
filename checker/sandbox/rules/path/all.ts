import { absolute } from "./absolute.ts";
import { engineSocket } from "./engine-socket.ts";
import { remote } from "./remote.ts";
import type { PathRule } from "./rule.ts";

/** In this order: the first that refuses says why. */
export const PATH_RULES: readonly PathRule[] = [engineSocket, absolute, remote];
