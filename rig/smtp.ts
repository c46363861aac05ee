import type { AddressInfo, Socket } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** What the server does with e-mails: takes them; refuses connections; answers never; breaks off in mid-DATA; answers 451; answers 550. */
export type SmtpBehaviour = "accept" | "refuse" | "hang" | "drop" | "temporary" | "permanent";

interface ReceivedMail {
  recipient: string;
  subject: string;
  /** The message as it came over the wire. */
  source: Buffer;
  text: string;
  links: string[];
  /** Of performance.now(), when DATA was answered. */
  acceptedAtMs: number;
}

/** A real SMTP server on loopback whose behaviour can be changed while it runs. */
export interface SmtpRig {
  url: string;
  port: number;
  /** What was taken over, in order. */
  messages: ReceivedMail[];
  behave: (behaviour: SmtpBehaviour) => Promise<void>;
  close: () => Promise<void>;
}

/** Starts the server; at first it accepts. */
export async function startSmtp(): Promise<SmtpRig> {
  const messages: ReceivedMail[] = [];
  let behaviour: SmtpBehaviour = "accept";
  let server = await listen(0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    behave: async (next) => {
      if (behaviour === next) return;
      if (next === "refuse") await stop();
      if (behaviour === "refuse") server = await listen(port);
      behaviour = next;
    },
    close: async () => {
      if (behaviour !== "refuse") await stop();
    },
  };

  async function listen(on: number): Promise<SMTPServer> {
    const made = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      closeTimeout: 100,
      disableReverseLookup: true,
      onData: async (stream, session, callback) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of stream) {
            chunks.push(chunk as Buffer);
            if (behaviour === "drop") return breakOff(session.id);
          }
        } catch {
          return; // The client was killed in the middle of its message.
        }
        const message = await read(Buffer.concat(chunks));
        // Decided and answered in one turn: a message counts as taken only where its answer can be sent.
        if (!socketOf(session.id) || behaviour === "hang") return;
        if (behaviour === "drop") return breakOff(session.id);
        if (behaviour === "temporary") return callback(answer(451, "4.3.0 Try again later"));
        if (behaviour === "permanent") return callback(answer(550, "5.1.1 No such mailbox"));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        messages.push({ ...message, recipient: recipients.join(", "), acceptedAtMs: performance.now() });
        callback();
      },
    });
    made.on("error", () => {}); // broken connections are what some tests are about
    await new Promise<void>((done) => made.listen(on, "127.0.0.1", done));
    return made;

    function breakOff(id: string) {
      socketOf(id)?.destroy();
    }

    /** The live socket of a session. */
    function socketOf(id: string) {
      const connections = [...(made.connections as Set<{ id: string; _socket: Socket }>)];
      return connections.find((connection) => connection.id === id && !connection._socket.destroyed)?._socket;
    }
  }

  async function stop() {
    for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>) connection._socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
  }
}

async function read(source: Buffer) {
  const mail = await simpleParser(source);
  const links = [...String(mail.html).matchAll(/href="([^"]+)"/g)].map(
    ([, link]) => link?.replaceAll("&amp;", "&") ?? "",
  );
  return { subject: mail.subject ?? "", source, text: mail.text ?? "", links };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
