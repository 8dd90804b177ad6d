import { createHash } from "node:crypto";

/** The first entry of a wallet that is no coin: its key has to be the SHA-256 of its value and to begin with 0. */
export function falseCoin(wallet: ReadonlyMap<string, Buffer>): { expected: string; actual: string } | undefined {
  for (const [hash, bytes] of wallet) {
    const right = createHash("sha256").update(bytes).digest("hex");
    const actual = `the hash ${hash.slice(0, 80)} for the bytes ${bytes.toString("hex").slice(0, 80)}`;
    if (hash !== right) return { expected: `their SHA-256: ${right}`, actual };
    if (!hash.startsWith("0")) return { expected: "a hash that begins with 0", actual };
  }
  return undefined;
}
