import { isIP } from "node:net";

/** Labels by which Compose, Docker and this checker know what is theirs. */
export function isReservedLabel(name: string): boolean {
  return /^["']?(?:workshop\.|com\.docker\.|io\.docker\.|org\.dockerproject\.|desktop\.docker\.)/i.test(name.trim());
}

/** True for a service that is built: the checker gives its image a name of its own. */
export function isBuilt(model: Readonly<Record<string, unknown>>, path: readonly (string | number)[]): boolean {
  const services = model.services as Record<string, { build?: unknown }> | undefined;
  return Boolean(services?.[String(path[1])]?.build);
}

const PRIVATE =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|23\d|24\d|25[0-5])\./;

export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE.test(address);
  return isIP(address) === 6 && /^[23][0-9a-f]{3}:/i.test(address);
}
