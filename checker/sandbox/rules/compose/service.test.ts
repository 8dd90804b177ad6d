import { service } from "../spec.ts";
import { capabilities } from "./capabilities.ts";
import { devices } from "./devices.ts";
import { dns } from "./dns.ts";
import { externalLinks } from "./external-links.ts";
import { groups } from "./groups.ts";
import { hooks } from "./hooks.ts";
import { hostNames } from "./host-names.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { images } from "./images.ts";
import { ipc } from "./ipc.ts";
import { mounts } from "./mounts.ts";
import { networkMode } from "./network-mode.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { priority } from "./priority.ts";
import { privileged } from "./privileged.ts";
import { propagation } from "./propagation.ts";
import { registries } from "./registries.ts";
import { replicas } from "./replicas.ts";
import { reservedLabels } from "./reserved-labels.ts";
import { runtime } from "./runtime.ts";
import { securityOptions } from "./security-options.ts";
import { sharedMemory } from "./shared-memory.ts";
import { sysctls } from "./sysctls.ts";
import { unknownKey } from "./unknown-key.ts";
import { volumesFrom } from "./volumes-from.ts";
import { yamlTag } from "./yaml-tag.ts";

const { catches, catchesNot } = service;

catches(capabilities, "cap_add: [NET_RAW]", "cap_add: [NET_BIND_SERVICE, CAP_SYS_PTRACE]");
catchesNot(capabilities, "cap_add: [NET_BIND_SERVICE]", "cap_add: [cap_chown]", "cap_drop: [ALL]");

catches(devices, "gpus: all", "device_cgroup_rules: ['a *:* rwm']");
catches(devices, "deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}");
catchesNot(devices, "deploy: {resources: {reservations: {memory: 64M}}}");

catches(dns, "dns: 127.0.0.1", "dns: ['::1']", "dns: [8.8.8.8, 10.0.0.1]");
catchesNot(dns, "dns: [8.8.8.8]", "dns: 1.1.1.1", "dns: ['2606:4700:4700::1111']", "dns_search: [example.org]");

catches(externalLinks);
catchesNot(externalLinks, "links: [redis]");

catches(groups, "group_add: ['1000', '999']", "group_add: [1000, users]");
catchesNot(groups, "user: '1000:1000'", "group_add: ['1000']");

catches(hooks, "pre_stop: [{command: ./save}]", "use_api_socket: true", "provider: {type: ./program}");
catchesNot(hooks, "command: ./migrate", "stop_signal: SIGINT");

catches(hostNames, "build: {context: ., extra_hosts: [machine=host-gateway]}");
catchesNot(hostNames, "extra_hosts: [other=93.184.215.14]", "hostname: gateway");

catches(hostNamespaces, "pid: service:redis", "uts: host", "userns_mode: host", "cgroup: host", "cgroup_parent: /");
catchesNot(hostNamespaces, "cgroup: private", "init: true");

catches(images, "image: docker.io/workshop/dockercoins-rng", "image: 0123456789ab", "image: sha256:0123456789ab");
catchesNot(images, "image: redis:7", "image: workshop/rng\nbuild: {context: .}", "image: my-workshop/rng");

catches(ipc, "ipc: service:redis");
catchesNot(ipc, "ipc: private", "ipc: shareable", "shm_size: 67108864");

catches(mounts, "volumes: [{type: npipe, source: x, target: /x}]");
catchesNot(mounts, "volumes: [{type: bind, source: ./files, target: /f}, {type: volume, source: data, target: /d}]");
catchesNot(mounts, "volumes: [{type: tmpfs, target: /t}]", "tmpfs: [/run]");

catches(networkMode, "network_mode: bridge", "network_mode: container:x");
catchesNot(networkMode, "network_mode: none", "network_mode: service:redis", "networks: {host: null, bridge: null}");

catches(outOfMemory, "oom_score_adj: -1");
catchesNot(outOfMemory, "oom_kill_disable: false", "oom_score_adj: 500");

catches(priority, "storage_opt: {size: 1G}", "mem_swappiness: 100", "blkio_config: {weight: 300, device_read_bps: []}");
catchesNot(priority, "mem_swappiness: 0", "blkio_config: {weight: 300}", "cpu_count: 1", "cpu_percent: 50");
catchesNot(priority, "cpus: 0.5", "cpu_shares: 512", "deploy: {resources: {limits: {cpus: '0.5'}}}");

catches(privileged, "privileged: 'true'");
catchesNot(privileged, "privileged: false");

catches(propagation, "volumes: [{type: bind, source: data, target: /data, bind: {propagation: rslave}}]");
catchesNot(propagation, "volumes: [{type: bind, source: data, target: /data, bind: {propagation: rprivate}}]");
catchesNot(propagation, "volumes: [{type: bind, source: data, target: /data, bind: {selinux: z}}]");

catches(registries, "image: localhost:5000/python", "image: 10.0.0.1/python");
catchesNot(registries, "image: ghcr.io/team/python:3", "image: localhost:5000/rng\nbuild: {context: .}");

catches(replicas, "scale: 51", "scale: -1", "scale: many");
catchesNot(replicas, "deploy: {replicas: 50}", "scale: 0");

catches(reservedLabels, "labels: {Workshop.run: x}", "deploy: {labels: {com.docker.swarm.x: y}}");
catches(reservedLabels, "build: {context: ., labels: [workshop.run=x]}");
catches(reservedLabels, "volumes: [{type: volume, target: /a, volume: {labels: {workshop.run: x}}}]");
catchesNot(reservedLabels, "volumes: [{type: volume, target: /a, volume: {labels: {team: blue}}}]");
catchesNot(reservedLabels, "labels: {com.example.team: blue}", "labels: [traefik.enable=true]");

catches(runtime, "isolation: process");
catchesNot(runtime, "runtime: runc", "isolation: default");

catches(securityOptions, "security_opt: ['apparmor:unconfined']", "security_opt: ['no-new-privileges:false']");
catchesNot(securityOptions, "security_opt: ['no-new-privileges:true']", "security_opt: [no-new-privileges]");

catches(sharedMemory, "build: {context: ., shm_size: 536870912}");
catchesNot(sharedMemory, "shm_size: '268435456'");

catches(sysctls, "sysctls: [kernel.shmmax=1]", "sysctls: {net.core.somaxconn: 1024, net.ipv4.ip_forward: 1}");
catches(sysctls, "sysctls: {net.core.somaxconn: many}", "sysctls: net.core.somaxconn=1024");
catchesNot(sysctls, "sysctls: {net.core.somaxconn: 1024, net.ipv4.tcp_syncookies: '0'}");
catchesNot(sysctls, "sysctls: [net.core.somaxconn=511]", "ulimits: {nofile: 1024}");

catches(unknownKey, "build: {context: ., attests: [type=sbom]}", "networks: {front: {sandbox: x}}");
catches(unknownKey, "volumes: [{type: volume, source: a, target: /a, image: {subpath: x}}]");
catchesNot(unknownKey, "x-key_of_mine: true", "deploy: {x-note: {a: b}}", "environment: {key: value}");
catchesNot(unknownKey, "build: {context: ., provenance: false, sbom: true}", "pull_refresh_after: 1d");
catchesNot(unknownKey, "networks: {front: {gw_priority: 1, interface_name: eth0}}");
catchesNot(unknownKey, "volumes: [{type: bind, source: data, target: /data, bind: {recursive: disabled}}]");
catchesNot(unknownKey, "volumes: [{type: volume, source: a, target: /a, volume: {nocopy: true, subpath: x}}]");

catches(volumesFrom);
catchesNot(volumesFrom, "volumes: [{type: volume, source: shared, target: /shared}]");

catches(yamlTag, "command: !mine sleep");
catchesNot(yamlTag, "command: !!str sleep", "expose: !override ['80']", "expose: !reset []");
