import { v7 as uuidv7 } from "uuid";
import { database, prisma } from "@/lib/database";
import type { Actor, EventType } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { notifyJob } from "@/lib/notification/notify.job";
import { createReference } from "@/lib/token";
import type { Prisma } from "@/prisma/generated/client";

/** A store of a test, with one owner. */
export async function makeStore(values: Partial<Prisma.StoreUncheckedCreateInput> = {}) {
  const id = uuidv7();
  const ownerEmail = `owner-${id}@northwind.example`;
  const store = await prisma().store.create({
    data: { id, slug: `s-${id}`, name: "Northwind Traders", ...values },
    select: { id: true, slug: true, name: true },
  });
  const merchant = { id: uuidv7(), name: "Nancy", email: ownerEmail };
  await prisma().membership.create({
    data: { role: "owner", store: { connect: { id } }, merchant: { create: merchant } },
    select: { storeId: true },
  });
  return { ...store, ownerEmail };
}

/** A guest's unverified request, or one with other values. */
export async function makeRequest(storeId: string, values: Partial<Prisma.RequestUncheckedCreateInput> = {}) {
  const email = `maria-${uuidv7()}@alfki.example`;
  return await prisma().request.create({
    data: {
      storeId,
      id: uuidv7(),
      reference: createReference(),
      type: "export",
      source: "guest",
      state: "unverified",
      personKey: `email:${email}`,
      email,
      emailNormalized: email,
      locale: "en",
      searchText: email,
      dueAt: new Date("2026-12-24T00:00:00Z"),
      ...values,
    },
    select: { storeId: true, id: true, reference: true, email: true },
  });
}

/** Records an event and lets it notify. @returns the event's id. */
export async function happen(
  request: { storeId: string; id: string },
  type: EventType,
  data: Prisma.InputJsonObject = {},
  actor: Actor = { kind: "system" },
): Promise<string> {
  const { storeId, id } = request;
  const eventId = await prisma().$transaction((tx) => recordEvent(tx, { storeId, requestId: id, type, actor, data }));
  await notifyJob({ storeId, eventId });
  return eventId;
}

/** The e-mails of a store, in the order in which they were decided on. */
export async function emailsOf(storeId: string) {
  return await prisma().email.findMany({
    where: { storeId },
    orderBy: [{ createdAt: "asc" }, { audience: "asc" }, { id: "asc" }],
    select: {
      id: true,
      audience: true,
      template: true,
      to: true,
      locale: true,
      state: true,
      attempts: true,
      lastError: true,
      subject: true,
      text: true,
      sentAt: true,
    },
  });
}

/** The jobs that wait to send a store's e-mails, by the e-mails' ids. */
export async function sendJobsOf(storeId: string): Promise<string[]> {
  const { rows } = await database().query(
    `SELECT data->>'emailId' AS id FROM pgboss.job WHERE name = 'send-email' AND data->>'storeId' = $1 ORDER BY 1`,
    [storeId],
  );
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** The tables, the queue's too, that hold a row with this text in it, as text or as bytes. */
export async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await database().query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of rows as { name: string }[]) {
    const patterns = [text, Buffer.from(text).toString("hex")].map((part) => `%${part}%`);
    const hits = await database().query(`SELECT 1 FROM ${name} AS r WHERE r::text LIKE ANY ($1::text[]) LIMIT 1`, [
      patterns,
    ]);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}
