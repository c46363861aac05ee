import { ownDueDate } from "@/lib/clock/due-dates";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { buildSearchText } from "@/lib/search/fold-text";
import type { Prisma, RequestState, RequestType } from "@/prisma/generated/client";
import { customerIdOf, nameOf } from "./customers";
import { addressOf, guests, type Person, people, SHARED } from "./people";
import { demoId } from "./random";

const HOUR_MS = 3600 * 1000;

interface Story {
  reference: string;
  mailbox: string;
  source: "guest" | "signed_in";
  state: RequestState;
  createdAt: Date;
  refusalReason?: string;
  /** What a guest wrote to help the staff find them. */
  hint?: string;
  /** A copy, if nothing else is said. */
  type?: RequestType;
  correction?: { wrong: string; right: string };
}

/** Past requests in each state, so that the report has something to show. */
export function demoRequests(
  storeId: string,
  owner: { id: string; name: string },
  consents: Prisma.ConsentCreateManyInput[],
  now: Date,
) {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const dueIn = (days: number) => monthsLater(new Date(now.getTime() + days * 24 * HOUR_MS), -1);
  const stories: Story[] = [
    { reference: "DR-4KXM-7T2Q", mailbox: "tomasz.zak", source: "guest", state: "unverified", createdAt: hoursAgo(2) },
    { reference: "DR-9HBC-3WRN", mailbox: "ingrid.sandvik", source: "guest", state: "open", createdAt: hoursAgo(20) },
    {
      ...{ reference: "DR-2QZD-8FVK", mailbox: SHARED, source: "guest", state: "open", createdAt: hoursAgo(70) },
      hint: "Ich bin Petra. Jonas hat ein eigenes Konto.",
    },
    { reference: "DR-6MPT-5GXA", mailbox: "not.a.customer", source: "guest", state: "open", createdAt: hoursAgo(130) },
    {
      ...{ reference: "DR-6CXR-4WTN", mailbox: "aino.hamalainen", source: "guest", state: "open" },
      ...{ type: "correction", createdAt: hoursAgo(30) },
      correction: { wrong: "My street is Vanha katu 3.", right: "I have moved: Uusi katu 14, the same town." },
    },
    {
      ...{ reference: "DR-8BJN-7RKT", mailbox: "soren.odegaard", source: "signed_in", state: "open" },
      ...{ type: "objection", createdAt: hoursAgo(45) },
    },
    { reference: "DR-8VNE-4JCY", mailbox: "elodie.lefevre", source: "signed_in", state: "open", createdAt: dueIn(1) },
    { reference: "DR-3TRW-9KDH", mailbox: "omar.alfarouqi", source: "signed_in", state: "open", createdAt: dueIn(-6) },
    {
      reference: "DR-7BGZ-2NQP",
      mailbox: "hanako.yamada",
      source: "signed_in",
      state: "answered",
      createdAt: hoursAgo(900),
    },
    {
      reference: "DR-5YFJ-6CMX",
      mailbox: "paul.ackermann",
      source: "guest",
      state: "answered",
      createdAt: hoursAgo(1600),
    },
    {
      reference: "DR-2WKA-8HTV",
      mailbox: "dakota.reyes",
      source: "signed_in",
      state: "refused",
      createdAt: hoursAgo(1100),
      refusalReason: "You asked for the same copy last week, and nothing has changed since.",
    },
    {
      reference: "DR-9DXP-3ZEB",
      mailbox: "lucja.wojcik",
      source: "guest",
      state: "cancelled",
      createdAt: hoursAgo(400),
    },
  ];
  const made = stories.map((story) => tell(storeId, owner, consents, story));
  return {
    requests: made.map(({ request }) => request),
    records: made.flatMap(({ records }) => records),
    events: made.flatMap(({ events }) => events),
    corrections: made.flatMap(({ corrections }) => corrections),
    withdrawals: made.flatMap(({ withdrawals }) => withdrawals),
  };
}

function tell(
  storeId: string,
  owner: { id: string; name: string },
  consents: Prisma.ConsentCreateManyInput[],
  story: Story,
) {
  const { reference, mailbox, source, state, createdAt } = story;
  const id = demoId(`request ${reference}`);
  const persons = [...people, ...guests].filter((person) => person[2] === mailbox);
  const proved = source === "signed_in" || state === "open" || state === "answered";
  const matched: Person | undefined = proved && persons.length === 1 ? persons[0] : undefined;
  const email = persons[0] ? addressOf(persons[0]) : `${mailbox}@mail.example`;
  const verifiedAt = proved ? new Date(createdAt.getTime() + (source === "guest" ? 9 * 60_000 : 0)) : null;
  const closedAt = state === "open" || state === "unverified" ? null : new Date(createdAt.getTime() + 50 * HOUR_MS);
  const customerName = matched ? nameOf(matched) : null;
  const request: Prisma.RequestCreateManyInput = {
    storeId,
    id,
    reference,
    type: story.type ?? "export",
    source,
    state,
    personKey: `email:${email}`,
    email,
    emailNormalized: email,
    emailVerified: proved,
    customerName,
    matchCount: proved ? persons.length : 0,
    locale: persons[0]?.[8] ?? "en",
    refusalReason: story.refusalReason ?? null,
    customerHint: story.hint ?? null,
    searchText: buildSearchText([reference, email, customerName]),
    createdAt,
    verifiedAt,
    dueAt: ownDueDate(createdAt.toISOString().slice(0, 10), { responsePeriod: 1, responsePeriodUnit: "months" }, "UTC"),
    closedAt,
  };
  const records: Prisma.RequestRecordCreateManyInput[] = matched
    ? [
        {
          ...{ storeId, requestId: id, source: RECORDS_SOURCE, record: customerRecord(customerIdOf(matched)) },
          ...{ label: customerName, reason: "address", actorKind: "system", at: verifiedAt ?? createdAt },
        },
      ]
    : [];
  const line = (type: string, at: Date, byOwner = false): Prisma.EventCreateManyInput => ({
    storeId,
    id: demoId(`event ${reference} ${type}`),
    requestId: id,
    type,
    ...(byOwner
      ? { actorKind: "merchant" as const, actorId: owner.id, actorName: owner.name }
      : { actorKind: "customer" as const }),
    at,
  });
  const events = [line("request_made", createdAt)];
  if (verifiedAt && source === "guest") events.push(line("request_verified", verifiedAt));
  if (closedAt) events.push(line(`request_${state}`, closedAt, state !== "cancelled"));
  const corrections = story.correction ? [{ storeId, requestId: id, ...story.correction }] : [];
  const withdrawals = story.type === "objection" && matched ? withdraw(consents, customerIdOf(matched), createdAt) : [];
  if (story.type === "objection")
    events.push({
      ...line("consents_withdrawn", createdAt),
      actorKind: "system",
      data: { consents: withdrawals.length },
    });
  return { request, records, events, corrections, withdrawals };
}

/** What an objection made of a customer's consents: see lib/objection/withdraw-consents.ts. */
function withdraw(consents: Prisma.ConsentCreateManyInput[], customerId: string, at: Date) {
  const own = consents.filter((consent) => consent.customerId === customerId);
  const latest = new Map(own.map((consent) => [consent.channel, consent]));
  return [...latest.values()]
    .filter(({ granted }) => granted)
    .map((consent) => ({
      ...consent,
      ...{ id: demoId(`withdrawal ${consent.id}`), granted: false, source: "objection", wording: null, at },
    }));
}

/** The same day of another month, or that month's last day if it is shorter. */
function monthsLater(from: Date, months: number): Date {
  const at = new Date(from);
  at.setUTCMonth(at.getUTCMonth() + months);
  if (at.getUTCDate() !== from.getUTCDate()) at.setUTCDate(0);
  return at;
}
