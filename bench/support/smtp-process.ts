import { SMTPServer } from "smtp-server";

/**
 * An SMTP server in a process of its own, so that it takes no turn of what is measured: reads each
 * message and throws it away. Tells its parent its port, then each message that it has taken over.
 */
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  onData: (stream, session, callback) => {
    stream.resume();
    const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
    stream.once("end", () => {
      callback();
      process.send?.({ to, atMs: performance.timeOrigin + performance.now() });
    });
  },
});
server.on("error", () => {}); // the app that is killed breaks its connections
server.listen(0, "127.0.0.1", () => {
  const address = server.server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
process.once("disconnect", () => process.exit(0));
