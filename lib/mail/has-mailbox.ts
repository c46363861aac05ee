import { env } from "@/lib/env";

/**
 * Whether this process shows its emails to everyone: only the demo and development servers do, since they
 * listen on the loopback address, and only while their emails are files.
 */
export function hasMailbox(): boolean {
  const { mode, smtpUrl } = env();
  return (mode === "demo" || mode === "dev") && smtpUrl === undefined;
}
