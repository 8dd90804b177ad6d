import type { Environment } from "../core/report.ts";
import type { Ready } from "../setup/readiness.ts";

/** What a report says about the machine it was made on. */
export function environmentOf({ engine, compose, buildx, images }: Ready): Environment {
  return {
    engine: engine.version,
    api: engine.apiVersion,
    platform: `${engine.os}/${engine.arch}`,
    compose: compose.version,
    buildx: buildx.version,
    node: process.version,
    images: images.map(({ reference, id }) => ({ tag: reference, id })),
  };
}
