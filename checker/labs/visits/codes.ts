import { ownCodes } from "../../kit/kit.ts";

/** What can be wrong about the number of visits. */
export const codes = ownCodes({
  NOT_COUNTED: {
    means: "The app answers, and does not count its visits.",
    example: "status 503, because no redis answers where the app looks for it",
    look: "The answer and the log say where the app looks for redis: compare that with the name and the port of db.",
  },
  MISCOUNTED: {
    means: "Visits are counted, and not each of them once, in one place.",
    example: "two containers of app that each keep a number",
    look: "Look at where the number is kept, and at what the image does beside starting the code.",
  },
  OTHER_REDIS: {
    means: "The app counts in another redis than the one that its environment names.",
    example: "a redis in the image of app",
    look: "Look at what the container starts, and with which values of REDIS_HOST and REDIS_PORT.",
  },
  OTHER_ADDRESS: {
    means: "The name of a service leads somewhere else than to its container on a network that both share.",
    example: "extra_hosts: db:10.0.0.1",
    look: "Look at which networks the two services are on, and at what else gives the name an address.",
  },
});
