import { existsSync } from "node:fs";
import { GraderError } from "../core/errors.ts";

/** What the engine says when it, or the machine under it, is broken. Only its own words count, not what it quotes. */
const FAULTS: readonly {
  readonly says: RegExp;
  readonly code: "NO_ADDRESSES" | "ENGINE_FIREWALL" | "ULIMIT_REFUSED";
  readonly message: string;
  readonly advice: string;
}[] = [
  {
    says: /^(could not find an available, non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted|no available (network|IPv4 addresses))/,
    code: "NO_ADDRESSES",
    message: "The Docker engine has no free addresses left for one more network.",
    advice:
      "Remove networks that nobody uses (`docker network ls`, `docker network prune`), then run the check again. An engine has about 30 by default.",
  },
  {
    says: /^(driver failed programming external connectivity|failed to set up container networking: driver failed programming|cannot program address|failed to (program|set ?up|add|create) [\w -]{0,40}(ip ?tables|rule|chain)|unable to enable [\w ]{0,40}(rule|dnat)).*(iptables|nft)/is,
    code: "ENGINE_FIREWALL",
    message: "The Docker engine cannot set up its firewall rules: something else has removed or blocked them.",
    advice: "Restart Docker, so that it makes its rules anew, then run the check again.",
  },
  {
    says: /^(?:failed to create|OCI runtime create failed|.{0,40}create failed).{0,400}error setting rlimit/is,
    code: "ULIMIT_REFUSED",
    message: "The Docker engine of this machine may not give a container the ulimits that are asked for.",
    advice: "Run the check where the engine has that right (CAP_SYS_RESOURCE), or without the key ulimits.",
  },
];

/** Another one's port is no fault of the firewall, and starts with the same words. */
const PORT = /port is already allocated|address already in use|bind: |Ports are not available/i;

/** The engine's words in an answer of its API: `(HTTP code 500) server error - WORDS`. */
export function faultOf(message: string): GraderError | undefined {
  return known(message.replace(/^\(HTTP code \d+\) [^-]*- /, ""));
}

/** The same in what `docker compose up` prints: the engine's words begin after its name, at the beginning of a line. */
export function faultIn(output: string): GraderError | undefined {
  const said = output.matchAll(/^(?:[ \w-]*failed to create network \S+: )?Error response from daemon: (.*)$/gm);
  return [...said].map(([, words = ""]) => known(words)).find((fault) => fault !== undefined);
}

/** A folder that we see and the engine does not: it has another file system, or may not share this folder. */
function unseen(words: string): GraderError | undefined {
  const path =
    /^(?:invalid mount config for type "bind": bind source path does not exist|mounts denied)\W{1,20}(\/.{0,500}?)\s{0,50}$/i.exec(
      words,
    )?.[1];
  if (path === undefined || !existsSync(path)) return undefined;
  return new GraderError(
    "TMPDIR_UNUSABLE",
    `The Docker engine does not see the check's own folder ${path}.`,
    "Set TMPDIR to a folder that the engine sees, too (in your home, say), and run the check again.",
  );
}

function known(words: string): GraderError | undefined {
  const hidden = unseen(words);
  if (hidden !== undefined) return hidden;
  const fault = FAULTS.find(({ says }) => says.test(words));
  if (fault === undefined || PORT.test(words)) return undefined;
  return new GraderError(fault.code, `${fault.message}\n${words.trim().slice(0, 300)}`, fault.advice);
}
