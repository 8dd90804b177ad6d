import { engineError } from "./errors.ts";
import type { Session } from "./session.ts";

export interface Network {
  readonly name: string;
}

export async function createNetwork(session: Session, subject: string): Promise<Network> {
  const name = `workshop-${session.id}-${subject}`;
  try {
    await session.creating(() =>
      session.docker.createNetwork({ Name: name, Labels: session.labels, CheckDuplicate: true }),
    );
  } catch (error) {
    throw engineError(error);
  }
  return { name };
}
