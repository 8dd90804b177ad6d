import { all, failing, replace, write } from "../../../../kit/answers/answers.ts";
import { dockerfileMistakes } from "../../../../kit/answers/dockerfile.ts";
import { python } from "../patches.ts";

const RNG = "rng/Dockerfile";
const part = "part1";
const mistakes = dockerfileMistakes("rng");

export const rng = [
  ...failing(
    part,
    "rng: there is a Dockerfile",
    mistakes.absent(),
    mistakes.named("DockerFile", "a capital too many"),
    {
      title: "rng: saved as UTF-16, as Windows' PowerShell does",
      says: /UTF-16/,
      edit: (draft) => draft.write(RNG, Buffer.from(`\ufeff${draft.read(RNG)}`, "utf16le")),
    },
  ),
  ...failing(
    part,
    "rng: the image builds",
    {
      title: "rng: FROM twice",
      says: /FROM requires either one or three arguments/,
      edit: replace(RNG, "FROM", "FROM FROM"),
    },
    mistakes.misspelled("FROM", "FORM"),
    mistakes.copiesNothing("COPY rng.py", "COPY app.py"),
    {
      title: "rng: starts the service while the image is built, as a user who may not",
      says: /this step failed: RUN python rng\.py[\s\S]*Permission denied/,
      fingerprint: "NO_PERMISSION",
      edit: replace(RNG, 'CMD ["python", "rng.py"]', "RUN python rng.py"),
    },
  ),
  ...failing(
    part,
    "rng: GET / answers on port 80",
    mistakes.withoutPackage("flask", /RUN pip.*/),
    {
      title: "rng: nothing is started",
      says: /exited with code 0/,
      fingerprint: "ENDED_EARLY",
      edit: replace(RNG, /CMD.*/, ""),
    },
    {
      title: "rng: the code is outside of the WORKDIR",
      says: /can't open file '\/app\/rng\.py'/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(RNG, "COPY rng.py .", "COPY rng.py /src/"),
    },
    {
      title: "rng: the code is not copied, it came through a bind mount",
      says: /can't open file '\/app\/rng\.py'/,
      fingerprint: "CODE_ELSEWHERE",
      edit: replace(RNG, "COPY rng.py .", ""),
    },
    mistakes.loopbackOnly(["flask", "--app", "rng", "run", "--port", "80"], "listens on 127.0.0.1"),
    {
      title: "rng: listens on the port that flask likes",
      says: /it listens on port 5000/,
      fingerprint: "OTHER_PORT",
      edit: replace(RNG, /CMD.*/, 'CMD ["flask", "--app", "rng", "run", "--host", "0.0.0.0"]'),
    },
    {
      title: "rng: a program that is not in the image",
      says: /cannot be started[\s\S]*pyton/,
      fingerprint: "PROGRAM_MISSING",
      edit: replace(RNG, '["python"', '["pyton"'),
    },
    {
      title: "rng: a start script with Windows line endings",
      says: /no such file or directory[\s\S]*how the lines of \.\/start\.sh end/,
      fingerprint: "WINDOWS_LINES",
      edit: all(
        write("rng/start.sh", "#!/bin/sh\r\nexec python rng.py\r\n"),
        replace(RNG, "COPY rng.py .", "COPY --chmod=755 rng.py start.sh ./"),
        replace(RNG, /CMD.*/, 'CMD ["./start.sh"]'),
      ),
    },
    {
      title: "rng: a start script that nobody may execute",
      says: /permission denied[\s\S]*may it be executed/,
      fingerprint: "NO_PERMISSION",
      edit: all(
        write("rng/start.sh", "#!/bin/sh\nexec python rng.py\n"),
        replace(RNG, "COPY rng.py .", "COPY rng.py start.sh ./"),
        replace(RNG, /CMD.*/, 'CMD ["./start.sh"]'),
      ),
    },
    {
      title: "rng: a user that does not exist",
      says: /there is no user dice/,
      fingerprint: "USER_UNKNOWN",
      edit: replace(RNG, "USER nobody", "USER dice"),
    },
    {
      title: "rng: single quotes in the list of words",
      says: /in double quotes/,
      fingerprint: "LIST_QUOTES",
      edit: replace(RNG, /CMD.*/, "CMD ['python', 'rng.py']"),
    },
  ),
  ...failing(
    part,
    "rng: GET /N sends N random bytes",
    {
      title: "rng: throws weighted dice",
      says: /the same bytes twice/,
      edit: python("rng", "import os", "os.urandom = lambda count: bytes(count)"),
    },
    {
      title: "rng: bytes as text",
      says: /does not send 32 bytes/,
      edit: python("rng", "import os", "dice = os.urandom", "os.urandom = lambda count: dice(count).hex()"),
    },
  ),
  ...failing(part, "rng: the container runs the given rng.py", {
    title: "rng: the code was changed in the image",
    says: /given rng\.py is not in the container[\s\S]*\/app\/rng\.py is another file/,
    edit: replace(RNG, "COPY rng.py .", 'COPY rng.py .\nRUN sed -i "s/= 0.1 /= 0.2 /" rng.py'),
  }),
];
