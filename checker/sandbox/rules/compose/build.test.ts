import { service } from "../spec.ts";
import { buildArgs } from "./build-args.ts";
import { buildContexts } from "./build-contexts.ts";
import { buildNames } from "./build-names.ts";
import { buildNetwork } from "./build-network.ts";
import { buildPrivileges } from "./build-privileges.ts";

const { catches, catchesNot } = service;

catches(buildArgs, "build: {context: ., args: {buildkit_syntax: x}}", "build: {context: ., args: [BUILDKIT_X=y]}");
catchesNot(buildArgs, "build: {context: ., args: {PYTHON: '3.13'}}", "build: {context: ., args: [USE_BUILDKIT=1]}");
catchesNot(buildArgs, "build: {context: ., args: {BUILDKIT_INLINE_CACHE: '1'}}");

catches(buildContexts);
catchesNot(buildContexts, "build: {context: ./other}", "build: {context: ., additional_contexts: {}}");

catches(buildNames, "build: {context: ., cache_from: [python]}", "build: {context: ., cache_to: [type=inline]}");
catchesNot(buildNames, "build: {context: ., target: redis}\nimage: redis", "build: {context: ., cache_from: []}");

catches(buildNetwork, "build: {context: ., network: container:x}");
catchesNot(buildNetwork, "build: {context: ., network: none}", "build: {context: ., network: default}");

catches(buildPrivileges, "build: {context: ., privileged: true}", "build: {context: ., secrets: [{source: a}]}");
catches(buildPrivileges, "build: {context: ., entitlements: [security.insecure]}");
catchesNot(buildPrivileges, "build: {context: ., privileged: false}", "secrets: [{source: a}]");
