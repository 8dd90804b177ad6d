import { ownCodes } from "../../kit/kit.ts";

/** What can be wrong about votes, and about the places of the services. */
export const codes = ownCodes({
  VOTE_REFUSED: {
    means: "The vote page does not accept a vote.",
    example: "status 500 where the page does not reach its queue",
    look: "Look at the log of vote, at what it needs and does not reach, and at what its container is allowed to use.",
  },
  VOTES_LOST: {
    means: "Votes were accepted, and are not all counted, each once.",
    example: "a queue that forgets, or a worker that does not find the database",
    look: "Follow a vote, step by step: the log of the worker says whom it does not reach.",
  },
  VOTE_LATE: {
    means: "A vote is counted, and does not show up in time.",
    example: "a proxy that keeps events back",
    look: "Look at what makes its way slow, or what keeps the page from hearing of it.",
  },
  VOTE_NOT_MOVED: {
    means: "A voter who votes again is counted twice, or not at all.",
    example: "a changed program in the image of vote",
    look: "The code as it was handed out does that: look at what the images and the compose file make of it.",
  },
  NO_TALLY: {
    means: "The result does not count: it gets no answer from the database.",
    example: "another password at db than at result",
    look: "Look at the logs of result and db, and at what each of them is told.",
  },
  WRONG_NETWORKS: {
    means: "A service is not on the networks on which it has to be, or on another one.",
    example: "db on front-tier",
    look: "Look at the networks of the service, and at those that are declared for the whole file.",
  },
  DEBUGGER_OPEN: {
    means: "The debugger's port is open to everybody who reaches the machine.",
    example: "ports: 5858:5858",
    look: "Look at what the short form of a port can say before its first number.",
  },
  COMPILER_LEFT: {
    means: "There is a Java compiler in the worker's image.",
    example: "a last stage from a JDK",
    look: "Look at the last FROM line: which image is it, and does a smaller one of the same family do?",
  },
  ONE_STAGE: {
    means: "The worker's image is made in one stage, or is as large as if it were.",
    example: "a last stage that copies all that the build stage has",
    look: "Look at what a Dockerfile with several FROM lines can do, and at how much the last stage copies.",
  },
});
