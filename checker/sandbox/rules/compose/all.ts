import { addresses } from "./addresses.ts";
import { buildArgs } from "./build-args.ts";
import { buildContexts } from "./build-contexts.ts";
import { buildNames } from "./build-names.ts";
import { buildNetwork } from "./build-network.ts";
import { buildPrivileges } from "./build-privileges.ts";
import { capabilities } from "./capabilities.ts";
import { counts } from "./counts.ts";
import { devices } from "./devices.ts";
import { dns } from "./dns.ts";
import { driverOptions } from "./driver-options.ts";
import { environment } from "./environment.ts";
import { external } from "./external.ts";
import { externalLinks } from "./external-links.ts";
import { groups } from "./groups.ts";
import { hooks } from "./hooks.ts";
import { hostNames } from "./host-names.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { images } from "./images.ts";
import { ipc } from "./ipc.ts";
import { mounts } from "./mounts.ts";
import { names } from "./names.ts";
import { networkDriver } from "./network-driver.ts";
import { networkMode } from "./network-mode.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { priority } from "./priority.ts";
import { privileged } from "./privileged.ts";
import { propagation } from "./propagation.ts";
import { registries } from "./registries.ts";
import { replicas } from "./replicas.ts";
import { reservedLabels } from "./reserved-labels.ts";
import type { ComposeRule } from "./rule.ts";
import { runtime } from "./runtime.ts";
import { securityOptions } from "./security-options.ts";
import { sharedMemory } from "./shared-memory.ts";
import { sysctls } from "./sysctls.ts";
import { volumeDriver } from "./volume-driver.ts";
import { volumesFrom } from "./volumes-from.ts";
import { whole } from "./whole.ts";

/** Every rule about a key of the rendered model. A key that none of them names has to be on the list of harmless keys. */
export const COMPOSE_RULES: readonly (ComposeRule & { readonly only?: true })[] = [
  addresses,
  buildArgs,
  buildContexts,
  buildNames,
  buildNetwork,
  buildPrivileges,
  capabilities,
  counts,
  devices,
  dns,
  driverOptions,
  environment,
  externalLinks,
  external,
  groups,
  hooks,
  hostNames,
  hostNamespaces,
  images,
  ipc,
  mounts,
  names,
  networkDriver,
  networkMode,
  outOfMemory,
  priority,
  privileged,
  propagation,
  registries,
  replicas,
  reservedLabels,
  runtime,
  securityOptions,
  sharedMemory,
  sysctls,
  volumeDriver,
  volumesFrom,
  whole,
];
