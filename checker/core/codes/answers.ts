import type { Page } from "./page.ts";

/** Who is asked, by which name, on which port, and what comes back. */
export const ANSWERS = {
  NAME_UNKNOWN: {
    means: "A name that the code calls does not lead to any container.",
    example: "a service db on another network than the one that calls it",
    look: "Look at the names of the services, and at which networks they share.",
  },
  OWN_CONTAINER: {
    means: "A program calls localhost, which in a container is the container itself.",
    example: "Redis connection to localhost:6379 failed",
    look: "Look at where the code gets the name of the host that it calls from.",
  },
  LOOPBACK_ONLY: {
    means: "The server listens on 127.0.0.1, which in a container is the container itself.",
    example: 'app.run(host="127.0.0.1")',
    look: "Look at the address that the server is told to bind to.",
  },
  OTHER_PORT: {
    means: "The server listens on another port than the one it is called on.",
    example: "a server on port 5000, called on port 80",
    look: "Look at where the port of the server is set.",
  },
  NOT_LISTENING: {
    means: "The container runs, but nothing in it listens on any port.",
    example: 'CMD ["sleep", "infinity"]',
    look: "Look at the command that the image starts, and at its log.",
  },
  NO_ANSWER: {
    means: "Somebody was asked, and no usable answer came: none at all, none in time, or one that is too large.",
    example: "a server that takes connections and then waits for something else",
    look: "Look at the log of the one that was asked.",
  },
  HOST_REFUSED: {
    means: "The server answers to localhost, but refuses to be called by another name.",
    example: "status 403, Host not permitted",
    look: "Look at the settings of the framework for the hosts that it permits, and at the environment that it thinks it runs in.",
  },
  WRONG_ANSWER: {
    means: "A service answers, and says something else than the given code says.",
    example: "status 500 for GET /",
    look: "Look at the log of the service.",
  },
  WRONG_PAGE: {
    means: "Another service answers on the published port than the one that has to.",
    example: "ports: 5000:80 at result in the place of vote",
    look: "Look at which service publishes this port, and to which port of its container it leads.",
  },
  PAGE_ELSEWHERE: {
    means: "A page leads to an address that is not on its server.",
    example: "a redirect to ftp://example/",
    look: "Look at where the server sends whoever asks for the page.",
  },
  PAGE_TOO_LARGE: {
    means: "A page loads more than a page may.",
    example: "a style sheet that loads another, without end",
    look: "Look at what the page and its scripts load.",
  },
} as const satisfies Readonly<Record<string, Page>>;
