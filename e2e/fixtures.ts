import { randomInt, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type ParsedMail, simpleParser } from "mailparser";
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "playwright/test";
import { dataDir, owner, password } from "./server";

interface Fixtures {
  /** A page of a merchant who is signed in. */
  merchant: Page;
  /** A page of another browser, with an address of its own. */
  visitor: (options?: Pick<BrowserContextOptions, "javaScriptEnabled" | "locale" | "viewport">) => Promise<Page>;
  /** Waits for the newest e-mail to an address whose subject contains a text. */
  inbox: (address: string, subject: string) => Promise<Mail>;
}

export interface Mail {
  subject: string;
  text: string;
  html: string;
  /** The address of the link with this name. */
  link: (name: string) => string;
}

/** A story. Noise on the console and pages that fail make it fail. */
export const test = base.extend<Fixtures & { quiet: undefined; address: undefined }>({
  address: [
    async ({ context }, use) => {
      await context.setExtraHTTPHeaders({ "X-Forwarded-For": anyAddress() });
      await use(undefined);
    },
    { auto: true },
  ],
  quiet: [
    async ({ context }, use) => {
      const noise = listen(context);
      await use(undefined);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
  visitor: async ({ browser, locale, timezoneId }, use) => {
    const contexts: BrowserContext[] = [];
    const noise: string[][] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        locale,
        timezoneId,
        ...options,
        extraHTTPHeaders: { "X-Forwarded-For": anyAddress() },
      });
      contexts.push(context);
      noise.push(listen(context));
      return await context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(noise.flat()).toEqual([]);
  },
  merchant: async ({ visitor }, use) => {
    const page = await visitor();
    await signIn(page);
    await use(page);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern
  inbox: async ({}, use) => use(waitForMail),
});

export { expect };

/** Signs the demo store's owner in, or another of its members. */
export async function signIn(page: Page, address = owner) {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard/**");
}

/** An address that nobody has used: `guest-….@example.com`, or one with a name. */
export function anyEmail(name = "guest"): string {
  return `${name}-${randomUUID().slice(0, 8)}@mail.example`;
}

/** Demands that axe finds nothing against WCAG 2.2 A and AA and its best practices. */
export async function expectAccessible(page: Page) {
  // Pages are the same on either database: axe, which takes a second for each, looks at them once.
  if (process.env.E2E_DATABASE_URL) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

async function waitForMail(address: string, subject: string): Promise<Mail> {
  let found: ParsedMail | undefined;
  await expect
    .poll(
      async () => {
        found = await findMail(address, subject);
        return found !== undefined;
      },
      { message: `an e-mail to ${address} about "${subject}"`, timeout: 20_000, intervals: [100] },
    )
    .toBe(true);
  const html = String(found?.html);
  return {
    subject: found?.subject ?? "",
    text: found?.text ?? "",
    html,
    link: (name) => {
      const links = [...html.matchAll(/<a\b[^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)];
      const link = links.find(([, , content]) =>
        content
          ?.replace(/<[^>]+>|&nbsp;|&#\w+;/g, " ")
          .replace(/\s+/g, " ")
          .trim()
          .includes(name),
      );
      if (!link?.[1]) throw new Error(`no link "${name}" in "${found?.subject}"`);
      return link[1].replaceAll("&amp;", "&");
    },
  };
}

async function findMail(address: string, subject: string): Promise<ParsedMail | undefined> {
  const folder = path.join(dataDir, "mail");
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .reverse();
  for (const name of names) {
    const source = await readFile(path.join(folder, name));
    if (!source.toString("latin1").toLowerCase().includes(address.toLowerCase())) continue;
    const mail = await simpleParser(source);
    const to = [mail.to ?? []].flat().flatMap((list) => list.value.map((one) => one.address?.toLowerCase()));
    if (to.includes(address.toLowerCase()) && mail.subject?.includes(subject)) return mail;
  }
}

function listen(context: BrowserContext): string[] {
  const noise: string[] = [];
  context.on("console", (message) => {
    // A page that answers 404 or 403 on purpose is logged by Chromium itself.
    if (["error", "warning"].includes(message.type()) && !/status of 40[34]/.test(message.text()))
      noise.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => noise.push(error.error().message));
  return noise;
}

/** A documentation address (RFC 5737, RFC 2544), so that stories do not share their limits. */
function anyAddress(): string {
  return `198.${18 + randomInt(2)}.${randomInt(256)}.${randomInt(256)}`;
}
