import type { Page } from "./page.ts";

/** Containers that do not start, or do not go on running. */
export const START = {
  CANNOT_START: {
    means: "The engine cannot start the container.",
    example: "a WORKDIR that is a file of the image",
    look: "Look at CMD and ENTRYPOINT, and at what the engine says.",
  },
  NO_COMMAND: {
    means: "The image names no command that the container could run.",
    example: "FROM scratch, COPY, and no CMD",
    look: "Look at CMD and ENTRYPOINT.",
  },
  USER_UNKNOWN: {
    means: "The image is to run as somebody whom its system does not know.",
    example: "USER dice, and nobody made that user",
    look: "Look at USER: the name has to be one of the image's own system.",
  },
  PROGRAM_MISSING: {
    means: "What is to be started is not in the image.",
    example: 'CMD ["pyton", "rng.py"]',
    look: "Look at CMD and ENTRYPOINT: is the program in the image, and is it spelled right?",
  },
  LIST_QUOTES: {
    means: "A command is written as a list that Docker cannot read as one, so a shell is given the list's text.",
    example: "CMD ['python', 'rng.py']",
    look: "Look at the quotes and commas of CMD and ENTRYPOINT: a list takes each word by itself, in double quotes.",
  },
  WINDOWS_LINES: {
    means:
      "The first line of a script names a program that is not there; with Windows line endings the name ends in an invisible character.",
    example: "exec ./start.sh: no such file or directory, and the file is there",
    look: "Look at how the lines of the script end, and at the program that its first line names.",
  },
  EXEC_FORMAT: {
    means: "The system cannot run what is started: it is no program, or one for another processor.",
    example: "a script without a first line such as #!/bin/sh",
    look: "Look at the first line of the script that is started (does it name a shell?), or at the processor that the image was made for.",
  },
  NO_PERMISSION: {
    means: "The user that the process runs as may not do what it tries to do.",
    example: "a script without the right to be executed",
    look: "Look at the rights of the file that is named, and at the user that the container runs as.",
  },
  NO_SPACE: {
    means: "What is written to has no room left.",
    example: "RUN cat /etc/services > /dev/full",
    look: "Look at how much is written, and to which folder.",
  },
  OUT_OF_MEMORY: {
    means: "The process used more memory than it may, and was ended.",
    example: "a program that keeps all that it was ever sent",
    look: "Look at what it keeps in memory, or how much it asks for at once.",
  },
  CODE_ELSEWHERE: {
    means: "What is started looks for a file that is not there: it has another name, or is in another folder.",
    example:
      "COPY rng.py /code/ and CMD python /app/rng.py; a server that is started outside of the folder of its pages",
    look: "Look at WORKDIR, at where COPY puts the code, and at the names in CMD.",
  },
  PACKAGE_MISSING: {
    means: "The code needs a package that is not installed in the image.",
    example: "ModuleNotFoundError: No module named 'flask'",
    look: "Look at what the Dockerfile installs, and where: the code needs what its first lines name.",
  },
  NO_WEB_SERVER: {
    means: "The framework is installed, but no web server that could run it.",
    example: "Sinatra without Puma or WEBrick",
    look: "Look at the packages that the first lines of the code name.",
  },
  REDIS_TOO_NEW: {
    means: "The package redis in the image is version 4 or later, which is used in another way than the code does.",
    example: "client.hlen is not a function",
    look: "Look at which version of redis the code's first lines ask for, and at which one is installed.",
  },
  MOUNT_HIDES: {
    means: "A folder of the machine is mounted over a folder of the image, and hides what the image has there.",
    example: "volumes: ./data:/app where the image has its code in /app",
    look: "Look at the volumes of the service: what is mounted stands in the place of what the image has there.",
  },
  ENDED_EARLY: {
    means: "What the image starts comes to its end at once; a service has to go on running.",
    example: "an image without CMD, which starts the shell of its base image",
    look: "Look at what the image starts: a command of its own, or the one of its base image?",
  },
  CONTAINER_ENDED: {
    means: "The process of the container exited while it had to go on running.",
    example: "exit code 1, and a message of the program in its log",
    look: "The last lines of its log say why it ended.",
  },
  ENDS_AGAIN: {
    means: "The container ends again and again, and is started anew each time.",
    example: "restart: always for a program that cannot start",
    look: "The last lines of its log say why it ended.",
  },
  STOPS_LATE: {
    means: "The container does not stop within a few seconds of being asked to.",
    example: "CMD python app.py, where the signal reaches the shell in front of it only",
    look: "Look at the form of CMD, and at what the program does with the signal.",
  },
  NOT_GIVEN_CODE: {
    means: "The container does its work without the code that was handed out.",
    example: "a changed copy of the program under another name",
    look: "Look at what puts the given file into the image, and at which program the container starts.",
  },
} as const satisfies Readonly<Record<string, Page>>;
