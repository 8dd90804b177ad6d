/**
 * The engine frames stdout and stderr of a container without a terminal: 1 byte stream, 3 bytes zero, 4 bytes length
 * (big endian), then the bytes. Source: Engine API, "Attach to a container", stream format. With a terminal there are no
 * frames, and the bytes are the output as it is.
 */
export function demultiplex(raw: Buffer): string {
  const framed = (raw[0] ?? 0) <= 2 && raw.subarray(1, 4).every((byte) => byte === 0);
  if (!framed) return raw.toString("utf8");
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const end = at + 8 + raw.readUInt32BE(at + 4);
    parts.push(raw.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(parts).toString("utf8");
}
