/** The four services that students build; redis is the official image. */
export const SERVICES = ["rng", "hasher", "webui", "worker"] as const;
export const REDIS = "redis:latest";
