import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { startApp } from "@/test/harness/app";
import { ensurePostgres, startPostgres } from "@/test/harness/postgres";
import { type SmtpRig, startSmtp } from "@/test/harness/smtp";

declare module "vitest" {
  interface ProvidedContext {
    /** A server of the production build, which all files share, and whom its e-mails reach. */
    app: {
      origin: string;
      databaseUrl: string;
      /** Says as JSON which e-mails have arrived: see `inbox.ts`. */
      mailOrigin: string;
      /** Its PostgreSQL server's first database, from which a file makes one of its own. */
      postgresUrl: string;
    };
  }
}

/** Builds where there is no build; starts PostgreSQL, an SMTP server and one app for all files. */
export default async function setup({ provide }: TestProject) {
  ensurePostgres();
  if (!existsSync(".next/BUILD_ID")) spawnSync("npm", ["run", "build"], { stdio: "inherit" });
  const postgres = await startPostgres();
  const smtp = await startSmtp();
  const mail = await serveMail(smtp);
  const databaseUrl = await postgres.createDatabase("dossier");
  const app = await startApp({ databaseUrl, smtpUrl: smtp.url }).catch((error) => {
    postgres.remove();
    throw error;
  });
  provide("app", { origin: app.origin, databaseUrl, mailOrigin: mail.origin, postgresUrl: postgres.url() });
  return async () => {
    await app.terminate();
    mail.close();
    await smtp.close();
    postgres.remove();
  };
}

/** The tests run in processes of their own: they ask for what the SMTP server in this one has taken. */
async function serveMail(smtp: SmtpRig): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? "/", "http://localhost").searchParams.get("to");
    const messages = smtp.messages.filter(({ recipient }) => recipient === to);
    response.end(
      JSON.stringify(messages.map((message) => ({ ...message, source: message.source.toString("latin1") }))),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
