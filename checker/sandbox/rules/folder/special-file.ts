import type { FolderRule } from "./rule.ts";

export const specialFile: FolderRule = {
  id: "folder-special-file",
  why: "Pipes, sockets and devices belong to a machine, and can make whoever reads them wait for ever.",
  instead: "files, folders and links only",
  example: "a pipe, a socket or a device",
  says: () => "it is neither a file nor a folder nor a link",
};
