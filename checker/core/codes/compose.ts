import type { Page } from "./page.ts";

/** Compose files, and stacks that are made from them. */
export const COMPOSE = {
  NO_COMPOSE_FILE: {
    means: "There is no compose file where one has to be.",
    example: "a file docker-compose.yml.txt",
    look: "Look at the name of the file, its ending included: Windows does not show endings that it knows.",
  },
  YAML_INVALID: {
    means: "The compose file is not valid YAML.",
    example: "a tab at the beginning of a line",
    look: "Look at the indentation (spaces, no tabs) and at the colons around the line that is named.",
  },
  NO_SERVICES: {
    means: "The compose file holds no services.",
    example: "services: with nothing below it that is indented",
    look: "Look at the key services, and at how the lines below it are indented.",
  },
  COMPOSE_REFUSED: {
    means: "Compose does not accept the file.",
    example: "a key image: twice, or a key that Compose does not know",
    look: "The message of Compose names the key; look at its name, and at how far it is indented.",
  },
  FILE_ABSENT: {
    means: "The compose file names a file that is not in the submission.",
    example: "env_file: settings.env without such a file",
    look: "Look at the path: it is relative to the compose file, and is written with slashes.",
  },
  NO_SERVICE: {
    means: "The compose file has no service of the name that the task asks for.",
    example: "a service random in the place of rng",
    look: "Look at the names below services.",
  },
  NEVER_STARTED: {
    means: "A service has profiles, so that `docker compose up` does not start it.",
    example: 'profiles: ["debug"]',
    look: "Look at the keys of the service.",
  },
  NOT_BUILT: {
    means: "The service runs an image from a registry, not one that is built from the Dockerfile beside it.",
    example: "image: dockercoins/rng:v0.1",
    look: "Look at which key of the service says where its image comes from.",
  },
  BUILT_ELSEWHERE: {
    means: "The service is built from a folder outside of the submission.",
    example: "build: /home/me/rng",
    look: "Look at the folder that is named at build.",
  },
  FIXED_NAME: {
    means: "The service has a fixed container name, and a name can be given only once.",
    example: "container_name: worker, for a service that has ten containers",
    look: "Look at the keys of the service that is scaled.",
  },
  PORT_TAKEN: {
    means: "Two processes want the same port.",
    example: "ports: 8000:80 in two services, or in one that has two containers",
    look: "Look at what else is started or published there.",
  },
  PORTS_REVERSED: {
    means: "The two numbers of the published port are the wrong way round.",
    example: 'ports: "80:8000" where port 8000 has to lead to port 80',
    look: "Look at the order of the numbers: the machine's port comes first, then the container's.",
  },
  NOT_PUBLISHED: {
    means: "No service publishes the port on which the application has to answer.",
    example: "expose: 80 in the place of ports: 8000:80",
    look: "Look at the ports of the service.",
  },
  PUBLISHED: {
    means: "A service can be reached by everybody who reaches the machine, and should not be.",
    example: "ports: 6379:6379 for redis",
    look: "Look at the ports of the service. Services of one network reach each other without publishing anything.",
  },
  NOT_STARTED: {
    means: "One `up` does not start the stack, or does not start it in time.",
    example: "a service that Compose waits for, and that fails",
    look: "The last lines of Compose name the service.",
  },
  WAITS_IN_VAIN: {
    means: "A service waits for another to become healthy or to complete, and it never does.",
    example: "condition: service_healthy for a service without a healthcheck",
    look: "Look at depends_on of the one, and at the healthcheck and the log of the other.",
  },
  NO_CONTAINER: {
    means: "A service has no container.",
    example: "scale: 0",
    look: "Look at how many containers the service asks for.",
  },
  NOT_STOPPED: {
    means: "Containers do not end, or are not removed, when that is asked for.",
    example: "stop_grace_period: 10m for a program that ignores the signal",
    look: "Look at what the containers do when they are asked to stop, and at how long they are given.",
  },
  NOT_TOLD: {
    means: "While a neighbour is away, a service does not say that it cannot do its work.",
    example: "status 200 with the last number, while the database is stopped",
    look: "The code as it was handed out does that: look at what the image and the compose file make of it.",
  },
  RUNS_AGAIN: {
    means: "A container was started anew where it had to stay as it was.",
    example: "restart: always for a program that ends when its database is away",
    look: "Look at what the container does while a neighbour is away, and at what starts it again.",
  },
  DATA_LOST: {
    means: "What was stored is gone when everything was taken down and started again.",
    example: "a volume that is mounted at another folder than the one in which the database keeps its data",
    look: "Look at where the service writes its data, and at what of it is still there in a new container.",
  },
  DATA_KEPT: {
    means: "What was stored is still there when everything was taken down with its volumes.",
    example: "a folder of the machine in the place of a volume",
    look: "Look at what is mounted into the service: a folder of this machine is no volume of Compose.",
  },
} as const satisfies Readonly<Record<string, Page>>;
