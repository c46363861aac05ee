import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { mailboxFolder, mailboxTransport } from "./mailbox-transport";
import { readMailbox, readMailboxEntry } from "./read-mailbox";

const message = {
  to: "maria.anders@alfki.example",
  senderName: "Northwind & Söhne",
  subject: "Grüße",
  html: `<p><a href="https://privacy.example/s/x?a=1&amp;b=2">This wasn&#x27;t <b>me</b></a></p>`,
  text: "Grüße\n",
};

test("each email is one file, and the newest is read first", async () => {
  const transport = mailboxTransport();
  await transport.send({ ...message, id: "01930000-0000-7000-8000-000000000001" });
  await transport.send({ ...message, id: "01930000-0000-7000-8000-000000000002", subject: "Later" });
  expect((await readdir(mailboxFolder())).filter((name) => !name.endsWith(".eml"))).toEqual([]);
  const [later, earlier, ...more] = await readMailbox();
  expect(more).toEqual([]);
  expect(later?.subject).toBe("Later");
  expect(earlier).toMatchObject({
    to: "maria.anders@alfki.example",
    from: '"Northwind & Söhne" <dossier@localhost.example>',
    subject: "Grüße",
    text: "Grüße\n",
    links: [{ name: "This wasn't me", href: "https://privacy.example/s/x?a=1&b=2" }],
  });
});

test.each([
  "../secrets.json",
  "..%2Fsecrets.json",
  "x.eml",
  "",
  "20261124T000000000Z-01930000-0000-7000-8000-00000000000f.eml",
])("no file is read by the name %j", async (name) => {
  expect(await readMailboxEntry(name)).toBeNull();
});
