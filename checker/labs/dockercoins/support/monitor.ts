import type { Count } from "../../../kit/kit.ts";

/**
 * Reads a line of redis' MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "incrby" "hashes" "4"`. Undefined for anything
 * that does not increase the key `hashes`. Redis writes only what it has carried out.
 */
export function parseMonitor(line: string): Count | undefined {
  const match =
    /^\+?(\d{1,12}\.\d{1,9}) \[\d{1,9} (\S{1,200}?)(?::\d{1,5})?\] "(?:incr" "hashes"|incrby" "hashes" "(\d{1,15})")$/i.exec(
      line,
    );
  if (!match) return undefined;
  return { at: Number(match[1]), source: match[2] ?? "", amount: Number(match[3] ?? 1) };
}
