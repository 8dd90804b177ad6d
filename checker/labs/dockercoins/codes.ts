import { ownCodes } from "../../kit/kit.ts";

/** What can be wrong about hashes and coins. */
export const codes = ownCodes({
  NO_HASHES: {
    means: "The stack runs, and no hashes are counted.",
    example: "a worker that waits for a hasher that does not answer",
    look: "Look at the log of the worker: it says which step of its work fails.",
  },
  TOO_SLOW: {
    means: "Hashes are counted more slowly than the same work takes beside it.",
    example: "a container that fails and starts again",
    look: "Look at the logs: errors and restarts cost time.",
  },
  WORK_REMOVED: {
    means: "A service takes less time than its work takes: a pause of 0.1 seconds, or a part of the work, is missing.",
    example: "a time.sleep that does nothing",
    look: "Look at what is changed about the code. Serve more requests at the same time, each as long as before.",
  },
  SEVERAL_WORKERS: {
    means: "More than one worker counts hashes where one has to.",
    example: "scale: 2",
    look: "Look at how many containers the service worker asks for.",
  },
  OVERCOUNTED: {
    means: "More hashes are counted than are made.",
    example: "a second program that counts in redis",
    look: "Look at what a worker does between two hashes, and at what else reaches redis.",
  },
  NOT_ASKED: {
    means: "The worker does not send the bytes of rng to hasher.",
    example: "a worker that calls localhost",
    look: "Look at the names that the worker calls, and at its log.",
  },
  NOT_STORED: {
    means: "Hashes and coins do not arrive in redis.",
    example: "a worker that stores them in another redis",
    look: "Look at where the worker looks for redis, and at its log.",
  },
  NOT_RANDOM: {
    means: "rng does not send new random bytes each time.",
    example: "bytes from a cache",
    look: "Look at what is between rng and whoever asks it.",
  },
  NO_COIN: {
    means: "Hashes are counted, and no coin is stored.",
    example: "no coin after 150 hashes, where one in sixteen is one",
    look: "Look at what the worker does with a hash that begins with 0.",
  },
  FALSE_COIN: {
    means: "A coin is stored that is none, or that nobody found.",
    example: "a hash that does not belong to its bytes",
    look: "Look at what stores coins.",
  },
  COIN_LOST: {
    means: "A coin was found and is not in the wallet.",
    example: "a worker that keeps every other coin",
    look: "Look at what happens to a hash that begins with 0.",
  },
  UNLIKELY_COINS: {
    means: "There are far too many or too few coins for so many hashes.",
    example: "500 coins for 1000 hashes",
    look: "Look at what is counted, and at what is stored.",
  },
  UNWATCHABLE: {
    means: "The work of the stack cannot be followed.",
    example: "a program that sends so much that nothing else is heard",
    look: "Look at what answers by the name redis, and at what your services send.",
  },
  IMAGE_AT_FAULT: {
    means:
      "The compose file works with the reference's image of one service, so the fault is in the image of that service.",
    example: "a hasher that listens on port 81",
    look: "Look at the Dockerfile of the service, and at its log.",
  },
  COMPOSE_FILE_AT_FAULT: {
    means: "The stack does not work with the reference's images either.",
    example: "a command in the compose file that does something else",
    look: "Look at the compose file.",
  },
  SPARE_KEYS: {
    means: "The compose file has keys that this application does not need.",
    example: "container_name",
    look: "Ask of each key what would be different without it.",
  },
  IDLE_LINES: {
    means: "The compose file has lines without which nothing would be different.",
    example: "a volume that no service uses",
    look: "Ask of each line what would be different without it.",
  },
  WRONG_BOTTLENECK: {
    means: "NOTES.md does not name the service that keeps ten workers from being ten times faster.",
    example: "bottleneck: redis",
    look: "Compare how many requests each service can answer in a second with how many ten workers would like to make.",
  },
  NO_FASTER: {
    means: "With the fix, ten workers are not as much faster as they could be.",
    example: "a fix at a service that has time to spare",
    look: "Look at which service is busy all the time.",
  },
});
