import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** How the server behaves: accepts emails; refuses connections; never answers; disconnects during DATA; answers 451; answers 550. */
export type SmtpBehavior = "accept" | "refuse" | "hang" | "drop" | "temporary" | "permanent";

/** One answer; "drop" breaks the connection, "hang" never answers. */
type Answer = "take" | "hang" | "drop" | { code: number; text: string };

/** Answers to RCPT TO and to DATA; messages are numbered as they arrive. */
export interface SmtpScript {
  port?: number;
  toRecipient?: (address: string) => Answer;
  toMessage?: (number: number) => Answer;
}

interface ReceivedMail extends ParsedMail {
  recipient: string;
  /** The message as it was received. */
  source: Buffer;
  links: string[];
  /** Of performance.now(), when DATA was answered. */
  acceptedAtMs: number;
}

/** An SMTP server on loopback whose behavior can be changed while it runs. */
export interface SmtpServer {
  url: string;
  port: number;
  /** Accepted messages, in order. */
  messages: ReceivedMail[];
  /** Recipients that were refused for good, once a time. */
  refused: string[];
  /** How many connections were opened so far. */
  connections: () => number;
  /** How often it did not answer. */
  hung: () => number;
  behave: (behavior: SmtpBehavior) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts the server, which accepts emails until `script` or `behave` says otherwise. */
export async function startSmtp(script: SmtpScript = {}): Promise<SmtpServer> {
  const messages: ReceivedMail[] = [];
  const refused: string[] = [];
  let [connections, arrived, hung] = [0, 0, 0];
  let behavior: SmtpBehavior = "accept";
  let server = await listen(script.port ?? 0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    refused,
    connections: () => connections,
    hung: () => hung,
    behave: async (next) => {
      if (behavior === next) return;
      if (next === "refuse") await stop();
      if (behavior === "refuse") server = await listen(port);
      behavior = next;
    },
    close: async () => {
      if (behavior !== "refuse") await stop();
    },
  };

  async function listen(on: number): Promise<SMTPServer> {
    const made = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      closeTimeout: 100,
      disableReverseLookup: true,
      onConnect: (session, callback) => {
        connections++;
        give(behavior === "hang" ? "hang" : "take", session.id, callback);
      },
      onMailFrom: (_address, session, callback) => give(behavior === "hang" ? "hang" : "take", session.id, callback),
      onRcptTo: ({ address }, session, callback) => {
        const answer = script.toRecipient?.(address) ?? toRecipient();
        if (answer === PERMANENT) refused.push(address);
        give(answer, session.id, callback);
      },
      onData: async (stream, session, callback) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of stream) {
            chunks.push(chunk as Buffer);
            if (behavior === "drop") return give("drop", session.id, callback);
          }
        } catch {
          return; // The client was killed in the middle of its message.
        }
        const message = await read(Buffer.concat(chunks));
        // Decided and answered in one turn: a message counts as accepted only if its answer can be sent.
        if (!socketOf(session.id)) return;
        const answer = script.toMessage?.(arrived++) ?? toMessage();
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        if (answer === PERMANENT) refused.push(...recipients);
        if (answer === "take")
          messages.push({ ...message, recipient: recipients.join(", "), acceptedAtMs: performance.now() });
        give(answer, session.id, callback);
      },
    });
    made.on("error", () => {}); // broken connections are what some tests are about
    await new Promise<void>((done) => made.listen(on, "127.0.0.1", done));
    return made;

    function give(answer: Answer, id: string, callback: (error?: Error | null) => void) {
      if (answer === "hang") hung++;
      else if (answer === "drop") socketOf(id)?.destroy();
      else callback(answer === "take" ? null : Object.assign(new Error(answer.text), { responseCode: answer.code }));
    }

    /** The live socket of a session. */
    function socketOf(id: string) {
      const open = [...(made.connections as Set<{ id: string; _socket: Socket }>)];
      return open.find((connection) => connection.id === id && !connection._socket.destroyed)?._socket;
    }
  }

  function toRecipient(): Answer {
    if (behavior === "hang") return "hang";
    // A server may refuse at either place.
    return behavior === "permanent" && Math.random() < 0.5 ? PERMANENT : "take";
  }

  function toMessage(): Answer {
    if (behavior === "hang" || behavior === "drop") return behavior;
    if (behavior === "temporary") return { code: 451, text: "4.3.0 Try again later" };
    return behavior === "permanent" ? PERMANENT : "take";
  }

  async function stop() {
    for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>) connection._socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
  }
}

const PERMANENT: Answer = { code: 550, text: "5.1.1 No such mailbox" };

async function read(source: Buffer) {
  const mail = await simpleParser(source);
  const links = [...String(mail.html).matchAll(/href="([^"]+)"/g)].map(
    ([, link]) => link?.replaceAll("&amp;", "&") ?? "",
  );
  return { ...mail, source, links };
}
