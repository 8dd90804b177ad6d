/** The four services that students build; redis is the official image. */
export const SERVICES = ["rng", "hasher", "webui", "worker"] as const;
export const ALL_SERVICES = [...SERVICES, "redis"] as const;
export const REDIS = "redis:latest";
/** The port of the machine on which the page has to answer. */
export const PAGE_PORT = 8000;
