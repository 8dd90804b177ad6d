import { Finding } from "../../core/errors.ts";
import type { Model } from "../../engine/compose.ts";

/** A fixed name allows one container only: a finding when a service that has one is to have `copies`. */
export function refuseFixedName({ services }: Model, name: string, copies: number, file: string): void {
  const fixed = services[name]?.container_name;
  if (fixed === undefined || copies <= 1) return;
  throw new Finding(
    "FIXED_NAME",
    `The service ${name} cannot have ${copies} containers, because it has a container_name.`,
    {
      expected: "a service that can be scaled",
      actual: `container_name: ${fixed}`,
      hint: `Look at the keys of ${name}: a container's name can be given only once.`,
      file,
    },
  );
}
