import { file } from "../spec.ts";
import { addresses } from "./addresses.ts";
import { counts } from "./counts.ts";
import { driverOptions } from "./driver-options.ts";
import { environment } from "./environment.ts";
import { external } from "./external.ts";
import { names } from "./names.ts";
import { networkDriver } from "./network-driver.ts";
import { registries } from "./registries.ts";
import { replicas } from "./replicas.ts";
import { reservedLabels } from "./reserved-labels.ts";
import { unknownKey } from "./unknown-key.ts";
import { volumeDriver } from "./volume-driver.ts";
import { whole } from "./whole.ts";

const { catches, catchesNot } = file;

const front = (subnet: string, address: string) =>
  `{services: {a: {networks: {front: {ipv4_address: ${address}}}}}, networks: {front: {ipam: {config: [{subnet: ${subnet}}]}}}}`;

catches(addresses, "networks: {front: {ipam: {config: [{subnet: 8.8.8.0/24}]}}}");
catches(addresses, "networks: {front: {ipam: {driver: remote}}}", front("10.5.0.0/24", "10.6.0.7"));
catches(addresses, "networks: {front: {enable_ipv6: true}}");
catches(addresses, "services: {a: {networks: {x-front: {ipv4_address: 172.17.0.1}}}}");
catchesNot(addresses, "networks: {front: {ipam: {config: [{subnet: 172.28.0.0/16, gateway: 172.28.0.1}]}}}");
catchesNot(addresses, "networks: {front: {ipam: {driver: default}, enable_ipv6: false}}");
catchesNot(addresses, front("10.5.0.0/24", "10.5.0.7"), front("192.168.7.0/24", "192.168.7.2"));

catches(counts, `services: {web: {expose: [${Array(33).fill("80")}]}}`);
catchesNot(
  counts,
  "networks: {a, b, c, d, e, f, g, h, i, j, k, l}",
  `services: {web: {expose: [${Array(32).fill(80)}]}}`,
);

catches(driverOptions, "networks: {front: {driver_opts: {com.docker.network.bridge.name: docker0}}}");
catches(
  driverOptions,
  "networks: {front: {driver_opts: {com.docker.network.driver.mtu: 1450, com.docker.network.bridge.name: docker0}}}",
);
catches(driverOptions, "volumes: {data: {driver_opts: {com.docker.network.driver.mtu: 1450}}}");
catchesNot(driverOptions, "networks: {front: {driver_opts: {com.docker.network.driver.mtu: '1450'}}}");
catches(driverOptions, "services: {web: {networks: {x-front: {driver_opts: {a: b}}}}}");
catchesNot(driverOptions, "volumes: {data: {driver: local, driver_opts: {}}}", "networks: {front: {internal: true}}");

catches(environment, "configs: {settings: {environment: DOCKER_HOST}}");
catchesNot(environment, "secrets: {key: {environment: API_KEY}}", "secrets: {key: {file: ./key}}");

catches(external, "volumes: {data: {external: {name: x}}}", "configs: {settings: {external: true}}");
catchesNot(external, "networks: {front: {external: false}, back: null}", "volumes: {external: null}");

catches(names, "volumes: {_data: {name: a}}", "volumes: {a b: {name: a}}");
catchesNot(names, "services: {my_web-2.0: {image: redis}}", "networks: {x-front: null}");

catches(networkDriver, "networks: {front: {driver: host}}");
catchesNot(networkDriver, "networks: {front: {driver: bridge}}", "networks: {host: null}");

catchesNot(registries, "services: {a: {build: {context: .}, image: here:5000/a}, b: {image: here:5000/a}}");

catchesNot(reservedLabels, "networks: {front: {labels: {team: blue}}}");

catchesNot(unknownKey, "networks: {front: {enable_ipv4: true}}", "secrets: {key: {file: ./key, labels: {a: b}}}");
catchesNot(unknownKey, "x-anything: {privileged: true}", "version: '3.8'");

catches(volumeDriver);
catchesNot(volumeDriver, "volumes: {data: {driver: local}}", "volumes: {data: {driver: ''}}");

catches(whole, "services: {web: {scale: 40}, worker: {deploy: {replicas: 40}}}");
catchesNot(whole, "services: {web: {scale: 50}, worker: {scale: 14}}");
catchesNot(replicas, "services: {web: {scale: 50}, worker: {scale: 14}}");
