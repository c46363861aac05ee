import { spawnSync } from "node:child_process";

/** The command under which another runs as process 1 of a pid namespace, as in a container. It ends with its parent. */
export const inNewPidNamespace = ["/usr/bin/unshare", "--fork", "--pid", "--mount-proc", "--kill-child"];

const [program = "", ...options] = inNewPidNamespace;

/** Whether this user may make pid namespaces. */
export const canUnshare = spawnSync(program, [...options, "true"]).status === 0;
