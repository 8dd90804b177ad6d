const PREFIX = "workshop-";

/**
 * The first part of the name of an owner's folder, in the folder for temporary files; `mkdtemp` makes it unique. No container
 * can change a folder's name.
 */
export function namePrefix(owner: string): string {
  return `${PREFIX}${owner}-`;
}

/** The owner of a folder with such a name; undefined for a name of another kind. */
export function ownerIn(name: string): string | undefined {
  return new RegExp(`^${PREFIX}([a-z0-9-]+-[a-z0-9-]+-[a-z0-9]+)-[A-Za-z0-9]{6}$`).exec(name)?.[1];
}
