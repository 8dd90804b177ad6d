import { engineError } from "./errors.ts";
import type { Session } from "./session.ts";

/** Packets leave with an address that nobody outside of this machine can answer. */
export const NO_WAY_BACK: Readonly<Record<string, string>> = {
  "com.docker.network.bridge.enable_ip_masquerade": "false",
};

export interface Network {
  readonly name: string;
}

const apart = new WeakMap<Session, Promise<Network>>();

/** For containers that need no company: on the network that engines offer by default, everybody would reach them. */
export function networkApart(session: Session): Promise<Network> {
  const known = apart.get(session);
  if (known) return known;
  const made = createNetwork(session, "apart");
  apart.set(session, made);
  return made;
}

export async function createNetwork(session: Session, subject: string): Promise<Network> {
  const name = `workshop-${session.id}-${subject}`;
  try {
    await session.creating(() =>
      session.docker.createNetwork({
        Name: name,
        Labels: session.labels,
        CheckDuplicate: true,
        ...(session.network === "none" && { Options: NO_WAY_BACK }),
      }),
    );
  } catch (error) {
    throw engineError(error);
  }
  return { name };
}
