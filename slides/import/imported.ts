/** A deck of another player, as it is going to be written here. */
export interface Imported {
  /** What deck.yml says. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Texts to write, by their name in the deck's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The folder that its pictures and included files are relative to. */
  readonly beside: string;
  /** What has no place here, in sentences. */
  readonly left: readonly string[];
}
