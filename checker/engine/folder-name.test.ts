import { expect, test } from "vitest";
import { namePrefix, ownerIn } from "./folder-name.ts";
import { thisOwner } from "./owner.ts";

test.each(["host-12-345", "1a2b-3c4d-4026531836-12-345", thisOwner()])(
  "the owner %s is read from the name",
  (owner) => {
    expect(ownerIn(`${namePrefix(owner)}Ab3dE6`)).toBe(owner);
  },
);

test.each([
  "workshop-",
  "workshop-abcdef",
  "workshop-mine-abcdef",
  "another-host-1-2-Ab3dE6",
  "workshop-a b-1-2-Ab3dE6",
])("%s is no name of ours", (name) => expect(ownerIn(name)).toBeUndefined());
