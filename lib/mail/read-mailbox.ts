import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { mailboxFolder } from "./mailbox-transport";

/** One email in the local mailbox. */
export interface MailboxEntry {
  /** The file name, which is also its name in URLs. */
  file: string;
  to: string;
  from: string;
  subject: string;
  at: Date;
  html: string;
  text: string;
  links: { name: string; href: string }[];
}

/** The newest emails in the local mailbox, newest first. */
export async function readMailbox(limit = 100): Promise<MailboxEntry[]> {
  const names = await readdir(mailboxFolder()).catch(() => []);
  const files = names.filter(isMailFile).sort().reverse().slice(0, limit);
  return (await Promise.all(files.map(readMailboxEntry))).filter((entry) => entry !== null);
}

/** One email by its file name; null for any name that the mailbox did not list. */
export async function readMailboxEntry(file: string): Promise<MailboxEntry | null> {
  if (!isMailFile(file)) return null;
  const source = await readFile(path.join(mailboxFolder(), file)).catch(() => null);
  return source && describe(file, await simpleParser(source));
}

/** Accepts only names like those of mailbox-transport.ts: nothing that could lead out of the folder. */
function isMailFile(name: string): boolean {
  return /^[0-9TZ]{1,32}-[0-9a-f-]{36}\.eml$/.test(name);
}

function describe(file: string, mail: ParsedMail): MailboxEntry {
  const html = mail.html || "";
  return {
    file,
    to: [mail.to ?? []].flat()[0]?.text ?? "",
    from: mail.from?.text ?? "",
    subject: mail.subject ?? "",
    at: mail.date ?? new Date(0),
    html,
    text: mail.text ?? "",
    links: linksOf(html),
  };
}

/** The links in our own templates, whose names are plain text. */
function linksOf(html: string) {
  const links = html.split(/<a\s/).slice(1);
  return links.flatMap((link) => {
    const [, href] = /^[^<>]*\bhref="(https?:[^"<>]+)"/.exec(link) ?? [];
    const name = link.slice(link.indexOf(">") + 1, link.indexOf("</a>"));
    return href ? [{ name: decodeEntities(name.replace(/<[^<>]*>/g, "")).trim(), href: decodeEntities(href) }] : [];
  });
}

function decodeEntities(text: string): string {
  const entities: Record<string, string> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
    "#39": "'",
    nbsp: " ",
  };
  return text.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole);
}
