import { clockColumns, storeClock } from "@/lib/clock/at-receipt";
import { regimeDueDate } from "@/lib/clock/due-dates";
import { regimesThatApply } from "@/lib/clock/regimes";
import { customerLinks, customerOfRecord } from "@/lib/customer/record-names";
import type { Transaction } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";
import { dateIn } from "@/lib/time-zone";

/**
 * Adds the laws to a request that apply since it is known where the customer lives: as staff entered it, and by the addresses
 * of the imported customers who are linked to it (GDPR Art. 3(2)). None is taken away, and the due date only comes nearer; an
 * event names each law, with the date where it moved. Does nothing for a request that is closed.
 */
export async function settleLaws(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
): Promise<void> {
  const store = await transaction.store.findUniqueOrThrow({ where: { id: storeId }, select: clockColumns });
  if (store.establishedIn === null) return;
  const request = await transaction.request.findUnique({
    where: { storeId_id: { storeId, id: requestId } },
    select: {
      ...{ type: true, state: true, country: true, createdAt: true, dueAt: true, deadlines: true },
      pauses: { orderBy: { startedAt: "asc" } },
      records: { where: customerLinks, select: { record: true } },
    },
  });
  if (!request || (request.state !== "open" && request.state !== "unverified")) return;
  const { type, country, createdAt, deadlines, pauses, records } = request;
  const customerIds = records.flatMap(({ record }) => customerOfRecord(record) ?? []);
  const addresses =
    customerIds.length > 0
      ? await transaction.address.groupBy({ by: ["country"], where: { storeId, customerId: { in: customerIds } } })
      : [];
  const countries = [country, ...addresses.map((address) => address.country?.trim().toUpperCase())];
  const clock = storeClock(store);
  const now = new Date();
  const known = deadlines.map(({ receivedOn }) => receivedOn.toISOString().slice(0, 10));
  const [receivedOn = dateIn(clock.timeZone, createdAt)] = known.toSorted();
  const waits = pauses.map(({ reason, startedAt, endedAt }) => ({ reason, from: startedAt, until: endedAt ?? now }));
  const has = new Set<string>(deadlines.map(({ regime }) => regime));
  let { dueAt } = request;
  for (const one of new Set(countries))
    for (const { regime, ground } of one ? regimesThatApply(store, type, one) : []) {
      // Those of the store itself were there from the beginning, or are none of this request's.
      if (ground !== "customer" || has.has(regime)) continue;
      has.add(regime);
      const byLaw = regimeDueDate({ regime, type, receivedOn, pauses: waits }, clock);
      await transaction.requestDeadline.createMany({
        data: [{ storeId, requestId, regime, ground, receivedOn: new Date(receivedOn), dueAt: byLaw }],
        skipDuplicates: true,
      });
      const isNearer = byLaw < dueAt;
      if (isNearer) {
        dueAt = byLaw;
        await transaction.request.updateMany({ where: { storeId, id: requestId }, data: { dueAt } });
      }
      const data = { regime, ...(isNearer && { until: byLaw.toISOString() }) };
      await recordEvent(transaction, { storeId, requestId, type: "regime_added", actor: { kind: "system" }, data });
    }
}
