import { randomInt, randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type ParsedMail, simpleParser } from "mailparser";
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "playwright/test";
import { type App, startApp } from "@/test/harness/app";
import { asForm, formIn } from "@/test/harness/form";
import { query } from "@/test/harness/postgres";
import { dataDir, origin, owner, password, port, sourcePort } from "./server";

interface Fixtures {
  /** A page of the signed-in owner. */
  merchant: Page;
  /** A page of another browser, with another network address. */
  visitor: (
    options?: Pick<BrowserContextOptions, "javaScriptEnabled" | "locale" | "viewport" | "extraHTTPHeaders">,
  ) => Promise<Page>;
  /** Waits for the newest email to an address whose subject contains a text, other than those that the story has had. */
  inbox: (address: string, subject: string) => Promise<Mail>;
}

export interface Mail {
  subject: string;
  text: string;
  html: string;
  /** The address of the link with this name. */
  link: (name: string) => string;
}

/** A test that fails on console errors and on pages that throw. */
export const test = base.extend<Fixtures & { quiet: undefined; address: undefined }, { server: App }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the required fixtures from the pattern
    async ({}, use) => {
      await rm(dataDir, { recursive: true, force: true });
      const databaseUrl = await emptyDatabase();
      const env = { DEMO_PASSWORD: password, ALLOW_PRIVATE_SOURCES: `127.0.0.1:${sourcePort}` };
      const server = await startApp({ mode: "demo", port, dataDir, databaseUrl, env });
      await use(server);
      await server.terminate();
    },
    { scope: "worker", auto: true, timeout: 120_000 },
  ],
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
        extraHTTPHeaders: { "X-Forwarded-For": anyAddress(), ...options.extraHTTPHeaders },
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
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the required fixtures from the pattern
  inbox: async ({}, use) => {
    const had = new Set<string>();
    await use((address, subject) => waitForMail(address, subject, had));
  },
});

export { expect };

/** Signs in the demo store's owner, or another member, without opening a page: the form is posted over HTTP. */
export async function signIn(page: Page, address = owner) {
  const { request } = page.context();
  const opened = await request.get("/sign-in");
  const form = formIn(await opened.text(), { path: "/sign-in", field: "password", status: opened.status() });
  const { path, headers, body } = asForm(form, { email: address, password });
  const answer = await request.post(path, { headers: { ...headers, origin }, data: body, maxRedirects: 0 });
  expect(answer.headers()).toMatchObject({ location: expect.stringContaining("/dashboard/") });
}

/** A new address, such as `guest-1a2b3c4d@mail.example`. */
export function anyEmail(name = "guest"): string {
  return `${name}.${randomUUID().slice(0, 8)}@mail.example`;
}

/** Expects that axe finds no violation of WCAG 2.2 A and AA and of its best practices, and one status region at most. */
export async function expectAccessible(page: Page) {
  // Pages are the same on either database, and axe takes a second for each: once is enough.
  if (process.env.TEST_DATABASE_URL) return;
  // A page that the browser has just gone to gets its title last.
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(await page.getByRole("status").count()).toBeLessThan(2);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

/** On the PostgreSQL server that the suites run on; "" where they run on the embedded database. */
async function emptyDatabase(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return "";
  const name = `e2e_${randomUUID().replaceAll("-", "")}`;
  await query(server, `CREATE DATABASE ${name}`);
  return Object.assign(new URL(server), { pathname: name }).href;
}

async function waitForMail(address: string, subject: string, had: Set<string>): Promise<Mail> {
  let found: ParsedMail | undefined;
  await expect
    .poll(
      async () => {
        found = await findMail(address, subject, had);
        return found !== undefined;
      },
      { message: `an email to ${address} about "${subject}"`, timeout: 20_000, intervals: [100] },
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

async function findMail(address: string, subject: string, had: Set<string>): Promise<ParsedMail | undefined> {
  const folder = path.join(dataDir, "mail");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml"));
  for (const name of names
    .filter((one) => !had.has(one))
    .sort()
    .reverse()) {
    const mail = mails.get(name) ?? (await simpleParser(await readFile(path.join(folder, name))));
    mails.set(name, mail);
    const to = [mail.to ?? []].flat().flatMap((list) => list.value.map((one) => one.address?.toLowerCase()));
    if (!to.includes(address.toLowerCase()) || !mail.subject?.includes(subject)) continue;
    had.add(name);
    return mail;
  }
}

/** What has been read, by file: none ever changes. */
const mails = new Map<string, ParsedMail>();

function listen(context: BrowserContext): string[] {
  const noise: string[] = [];
  context.on("console", (message) => {
    // Chromium logs pages that answer 404 or 403 on purpose.
    if (["error", "warning"].includes(message.type()) && !/status of 40[34]/.test(message.text()))
      noise.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => noise.push(error.error().message));
  return noise;
}

/** A random address from RFC 2544's range, so that tests do not share rate limits. */
function anyAddress(): string {
  return `198.${18 + randomInt(2)}.${randomInt(256)}.${randomInt(256)}`;
}
