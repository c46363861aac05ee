import { fork } from "node:child_process";
import { once } from "node:events";

/** A message that the SMTP server has taken over. */
interface Taken {
  to: string;
  /** In milliseconds of the machine's clock. */
  atMs: number;
}

/** An SMTP server in a process of its own. */
export interface SmtpProcess {
  url: string;
  /** Hands over each message that is taken from now on; `undefined` hands over to nobody. */
  listen: (listener: ((taken: Taken) => void) | undefined) => void;
  close: () => void;
}

/** Starts `smtp-process.ts` on a free port of loopback. */
export async function startSmtpProcess(): Promise<SmtpProcess> {
  const child = fork(new URL("smtp-process.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  let listener: ((taken: Taken) => void) | undefined;
  child.on("message", (taken: Taken) => listener?.(taken));
  return {
    url: `smtp://127.0.0.1:${port}`,
    listen: (next) => {
      listener = next;
    },
    close: () => void child.kill("SIGKILL"),
  };
}
