import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";

interface Mail {
  recipient: string;
  subject: string;
  /** As it came over the wire, a character a byte. */
  source: string;
  text: string;
  html: string | false;
  links: string[];
}

/** The e-mails that the shared app has sent to an address so far. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const { mailOrigin } = inject("app");
  return await (await fetch(`${mailOrigin}/?to=${encodeURIComponent(address)}`)).json();
}

/** Waits until so many have arrived. @throws Error after half a minute. */
export async function awaitMails(address: string, count = 1): Promise<Mail[]> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const mails = await mailsTo(address);
    if (mails.length >= count) return mails;
    await pause(50);
  }
  throw new Error(`fewer than ${count} e-mails came to ${address} within half a minute`);
}
