import { relative, resolve, sep } from "node:path";
import { isNode } from "yaml";
import { Finding } from "../../core/errors.ts";
import type { CheckContext } from "../context.ts";
import type { ComposeFile } from "./compose-file.ts";

/** Throws unless the service is there, and is built from a folder of the work. `wanted` are all services that the file has to have. */
export function requireBuiltHere(
  work: CheckContext,
  file: ComposeFile,
  service: string,
  wanted: readonly string[],
): void {
  const { build, image } = requireService(file, service, wanted);
  if (build === undefined) {
    throw new Finding("NOT_BUILT", `The service ${service} is not built from your Dockerfile.`, {
      expected: `a build of the folder ${service}/`,
      actual: `the image ${image ?? "(none)"} from a registry`,
      file: file.name,
    });
  }
  const folder = relative(work.dir, resolve(work.dir, build.context));
  if (folder === ".." || folder.startsWith(`..${sep}`)) {
    throw new Finding("BUILT_ELSEWHERE", `The build of ${service} takes a folder outside of your work.`, {
      expected: `the folder ${service}/`,
      actual: folder,
      file: file.name,
    });
  }
}

/** The service as the model has it; a finding where there is none. */
export function requireService(
  { model, name, document, lines }: ComposeFile,
  service: string,
  wanted: readonly string[],
) {
  const found = model.services[service];
  if (found) return found;
  const profiles = document.getIn(["services", service, "profiles"], true);
  if (isNode(profiles))
    throw new Finding(
      "NEVER_STARTED",
      `The service ${service} has profiles, so \`docker compose up\` does not start it.`,
      {
        expected: `a service ${service} that is always started`,
        actual: `profiles: ${JSON.stringify(profiles)}`,
        file: name,
        line: lines.linePos(profiles.range?.[0] ?? 0).line,
      },
    );
  const [last, ...others] = wanted.toReversed();
  throw new Finding("NO_SERVICE", `There is no service ${service}.`, {
    expected: `services ${others.toReversed().join(", ")} and ${last}`,
    actual: `services: ${Object.keys(model.services).join(", ") || "none"}`,
    file: name,
  });
}
