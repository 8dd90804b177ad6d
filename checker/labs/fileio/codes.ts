import { ownCodes } from "../../kit/kit.ts";

/** What can be wrong on the way of a text from the file to the page. */
export const codes = ownCodes({
  NOT_THE_FILE: {
    means: "What the port sends is not the file, as it is at this moment.",
    example: "a listener that sends a copy of the file, made when the container was started",
    look: "Look at what the listener opens, and when: once, or for each visitor.",
  },
  NOT_FOR_ALL: {
    means: "The port serves one visitor and not the next, or not several at the same time.",
    example: "socat TCP-LISTEN:7000 OPEN:random, without fork",
    look: "Look at what the listener does after its first visitor, and how many it can have at once.",
  },
  WRITTEN_THROUGH: {
    means: "What a visitor sends gets into the file.",
    example: "socat TCP-LISTEN:7000,fork OPEN:random, which opens the file for reading and writing",
    look: "Look at how the listener opens the file.",
  },
  LINE_ENDS: {
    means: "The lines that the port sends do not end in CR LF, as lines of Internet protocols do.",
    example: "socat TCP-LISTEN:7000,fork OPEN:random,rdonly, without crlf",
    look: "Look at which side of the listener changes line ends, and into what.",
  },
  OTHER_TEXT: {
    means: "The page shows another text than the one that writer sends.",
    example: "a page that was made when the image was built",
    look: "Look at what webapp starts, and at which container it finds under the name writer.",
  },
});
