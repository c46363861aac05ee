import { afterEach, expect, test } from "vitest";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import type { MailMessage } from "./mail-message";
import { smtpTransport } from "./smtp-transport";

const message: MailMessage = {
  id: "01930000-0000-7000-8000-000000000001",
  to: "maria.anders@alfki.example",
  senderName: "Northwind Traders",
  replyTo: "privacy@northwind.example",
  subject: "Grüße aus München",
  html: "<p>Grüße</p>",
  text: "Grüße\n",
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(answers?: Parameters<typeof startSmtp>[0], timeoutSeconds?: number) {
  const server = await startSmtp(answers);
  const transport = smtpTransport(server.url, timeoutSeconds);
  closers.push(() => server.close(), transport.close);
  return { server, transport };
}

function only(server: SmtpServer) {
  expect(server.messages).toHaveLength(1);
  const [mail] = server.messages;
  if (!mail) throw new Error("nothing received");
  return mail;
}

test("an email arrives with both parts, its sender and the headers that keep out-of-office replies away", async () => {
  const { server, transport } = await open();
  await transport.send(message);
  const mail = only(server);
  expect(mail.subject).toBe("Grüße aus München");
  expect(mail.text?.trim()).toBe("Grüße");
  expect(mail.html).toBe("<p>Grüße</p>");
  expect(mail.from?.value).toEqual([{ name: "Northwind Traders", address: "dossier@localhost.example" }]);
  expect(mail.replyTo?.value[0]?.address).toBe("privacy@northwind.example");
  expect(mail.messageId).toBe("<01930000-0000-7000-8000-000000000001@localhost.example>");
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail.headers.get("x-auto-response-suppress")).toBe("All");
});

test("a name or a subject with line breaks starts no header and adds no recipient", async () => {
  const { server, transport } = await open();
  await transport.send({
    ...message,
    senderName: "Evil\r\nBcc: victim@other.example\r\n\r\nbody",
    subject: "Hello\r\nBcc: victim@other.example\n\n<b>body</b>\u2028",
  });
  const mail = only(server);
  expect(mail.headers.has("bcc")).toBe(false);
  expect(mail.from?.value[0]?.name).toBe("Evil Bcc: victim@other.example body");
  expect(mail.subject).toBe("Hello Bcc: victim@other.example <b>body</b>");
  expect(mail.text?.trim()).toBe("Grüße");
});

test("one connection carries many emails", async () => {
  const { server, transport } = await open();
  for (let round = 0; round < 3; round++) await transport.send(message);
  expect(server.messages).toHaveLength(3);
  expect(server.connections()).toBe(1);
});

test.each([
  [
    "a recipient refused permanently",
    { toRecipient: () => ({ code: 550, text: "no maria.anders@alfki.example" }) },
    "refused 550",
  ],
  ["a message refused permanently", { toMessage: () => ({ code: 554, text: "looks like spam" }) }, "refused 554"],
  ["a recipient refused temporarily", { toRecipient: () => ({ code: 451, text: "greylisted" }) }, "unavailable 451"],
  ["a message refused temporarily", { toMessage: () => ({ code: 452, text: "disk full" }) }, "unavailable 452"],
  ["a connection that breaks in mid-message", { toMessage: (): "drop" => "drop" }, "unreachable ECONNECTION"],
] as const)("%s is reported by its code, without an address", async (_, answers, expected) => {
  const { server, transport } = await open(answers);
  await expect(transport.send(message)).rejects.toThrow(expect.objectContaining({ message: expected }));
  expect(server.messages).toEqual([]);
});

test("a server that never answers does not hold up the email forever", async () => {
  const { transport } = await open({ toMessage: (): "hang" => "hang" }, 1);
  await expect(transport.send(message)).rejects.toThrow(/^unreachable /);
});

test("a server that is not there is unreachable", async () => {
  const { server, transport } = await open();
  await server.close();
  await expect(transport.send(message)).rejects.toThrow(/^unreachable /);
});

test("an address with letters beyond ASCII is mailed as it is written (RFC 6531)", async () => {
  const { server, transport } = await open();
  await transport.send({ ...message, to: "stanisław@wójcik.example" });
  expect([only(server).to].flat()[0]?.text).toBe("stanisław@wójcik.example");
});

test("a server that must be reached by TLS and offers none gets nothing", async () => {
  const server = await startSmtp();
  const transport = smtpTransport(`${server.url}?requireTLS=true`);
  closers.push(() => server.close(), transport.close);
  await expect(transport.send(message)).rejects.toMatchObject({ name: "MailError" });
  expect(server.messages).toEqual([]);
});
