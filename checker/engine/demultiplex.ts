/**
 * The engine frames stdout and stderr of a container without a terminal: 1 byte stream, 3 bytes zero, 4 bytes length
 * (big endian), then the bytes. Source: Engine API, "Attach to a container", stream format.
 */
export function demultiplex(raw: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const end = at + 8 + raw.readUInt32BE(at + 4);
    parts.push(raw.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(parts).toString("utf8");
}
