import { once } from "node:events";
import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { emailsOf, recordAndNotify } from "@/test/harness/emails";
import { startSmtp } from "@/test/harness/smtp";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWorkerProcess } from "@/test/harness/worker-process";

withTestDatabase();

test("a process killed while it sends an email loses nothing: the next one sends it", { timeout: 180_000 }, async ({
  skip,
}) => {
  skip(!env().databaseUrl, "npm run test:chaos kills the one process of an embedded database");
  const held = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  const server = await startSmtp({
    toMessage: (number) => {
      if (number > 0) {
        taken.resolve();
        return "take";
      }
      held.resolve();
      return "hang";
    },
  });
  const { id: storeId, name } = await makeStore();
  await recordAndNotify(await makeRequest(storeId, { state: "unverified" }), "request_made");

  const first = startWorkerProcess({ SMTP_URL: server.url });
  await held.promise;
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(server.messages).toEqual([]);
  // Once it is missed; a mail server that does not answer is left alone for longer.
  await database().query("UPDATE pgboss.job SET retry_delay = 0, retry_backoff = false WHERE name = 'send-email'");

  const second = startWorkerProcess({ SMTP_URL: server.url });
  await taken.promise;
  second.kill("SIGTERM");
  await once(second, "exit");
  expect(await emailsOf(storeId)).toEqual([expect.objectContaining({ state: "sent", template: "verify-request" })]);
  expect(server.messages.map(({ subject }) => subject)).toEqual([`Verify your data request to ${name}`]);
  await server.close();
});
