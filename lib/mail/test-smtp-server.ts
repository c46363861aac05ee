import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real SMTP server of a test, on a free port or on the one given. */
export interface TestSmtpServer {
  url: string;
  port: number;
  /** What was taken over, in order. */
  received: ParsedMail[];
  /** How many connections were opened so far. */
  connections(): number;
  close(): Promise<void>;
}

/** What the server answers; "drop" breaks the connection, "hold" answers never. */
type Answer = "take" | "drop" | "hold" | { code: number; text: string };

/**
 * Starts an SMTP server that takes e-mails over, or answers as it is told.
 * @param answers asked at RCPT TO, and when the message has arrived, with the number of the message.
 */
export async function startSmtpServer(
  answers: { toRecipient?: (address: string) => Answer; toMessage?: (number: number) => Answer; port?: number } = {},
): Promise<TestSmtpServer> {
  const received: ParsedMail[] = [];
  let messages = 0;
  let connections = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 100,
    onConnect: (_session, callback) => {
      connections++;
      callback();
    },
    onRcptTo: ({ address }, _session, callback) => callback(errorOf(answers.toRecipient?.(address) ?? "take")),
    onData: async (stream, session, callback) => {
      const mail = await simpleParser(stream);
      const answer = answers.toMessage?.(messages++) ?? "take";
      if (answer === "hold") return;
      if (answer === "drop") {
        for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
          if (connection.id === session.id) connection._socket.destroy();
        return;
      }
      if (answer === "take") received.push(mail);
      callback(errorOf(answer));
    },
  });
  server.on("error", () => {}); // broken connections are what some tests are about
  await new Promise<void>((done) => server.listen(answers.port ?? 0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    connections: () => connections,
    close: () => new Promise((done) => server.close(done)),
  };
}

function errorOf(answer: Answer): Error | null {
  return typeof answer === "object" ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : null;
}
