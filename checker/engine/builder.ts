import { dockerConfig } from "./endpoint.ts";

/**
 * The builder of the engine itself, which sees the engine's images. It is named after the docker context; DOCKER_HOST
 * makes that the default one. A builder that the user prefers (in a container, say) would see no classroom image.
 */
export function engineBuilder(env: NodeJS.ProcessEnv): string {
  const { currentContext } = dockerConfig(env);
  if (env.DOCKER_HOST) return "default";
  return env.DOCKER_CONTEXT || (typeof currentContext === "string" && currentContext) || "default";
}
