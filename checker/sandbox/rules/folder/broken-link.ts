import type { FolderRule } from "./rule.ts";

export const brokenLink: FolderRule = {
  id: "folder-broken-link",
  why: "What a link leads to has to come with it: here it leads to nothing.",
  instead: "the file itself, or a link to a file inside your folder",
  example: "a link to a file that was not handed in",
  says: () => "it is a link to something that does not exist",
};
