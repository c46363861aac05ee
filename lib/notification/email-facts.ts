import type { ListProps } from "@/emails/parts";
import { searchName } from "@/lib/archive/searches";
import type { CorrectionResult } from "@/lib/correction/read-correction-result";
import { CODE_LIFETIME_MINUTES, MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import type { ErasureResult } from "@/lib/erasure/read-result";
import { isolate } from "@/lib/isolate";
import { formatLocaleFor, type Locale, translator } from "@/lib/locale";
import { lapseDate, UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { identityOf } from "@/lib/request/identity";
import { SIGN_IN_LINK_LIFETIME_MINUTES } from "@/lib/sign-in/mint-sign-in-link";
import { searchManifest } from "@/lib/subject/search-manifest";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";
import { VERIFICATION_LIFETIME_HOURS } from "@/lib/verification/mint-verification";
import type { Audience, DeliveryMethod, DeliveryState, Prisma, Regime, Request } from "@/prisma/generated/client";
import type { DueDigest } from "./due-digest";
import type { OwnTexts } from "./store-texts";
import { waitValues } from "./wait-values";

/** What every email needs of its store. */
export const emailStore = {
  ...{ slug: true, name: true, accentColor: true, contactEmail: true },
  ...{ timeZone: true, informationConfirmedAt: true },
  ...{ establishedIn: true, establishedSubdivision: true, otherLaws: true },
} satisfies Prisma.StoreSelect;

/** What an email may tell its reader. */
export interface EmailFacts {
  locale: string;
  audience: Audience;
  store: Prisma.StoreGetPayload<{ select: typeof emailStore }>;
  request:
    | (Pick<
        Request,
        | ("id" | "reference" | "type" | "state" | "email" | "customerName" | "matchCount")
        | ("source" | "emailVerified" | "platformCustomerId" | "refusalReason" | "answer" | "createdAt" | "dueAt")
        | ("extendedFrom" | "extensionReason" | "formatLocale" | "lastSearch")
      > & {
        /** The laws that it is under; none where none is known. */
        regimes?: Regime[];
      })
    | null;
  /** What happened, of an email that an event sent: when, by whom, and with which browser. */
  event: {
    at: Date;
    actorName: string | null;
    browser?: string | undefined;
    network?: string | undefined;
    reason?: string | undefined;
    /** Where the clock waits for the customer: for what. */
    pause?: string | undefined;
    encrypted?: boolean | undefined;
    startsAt?: string | undefined;
  } | null;
  /** Of an email to the store: whether its reader is a member who may download an export. */
  mayDownload: boolean;
  /** Of the daily digest. */
  due: DueDigest | null;
  /** Of an email about an export. */
  export: { id: string; expiresAt: Date | null } | null;
  /** Of an email about a delivery: that delivery, or the one that answered the request. */
  delivery: {
    method: DeliveryMethod;
    state: DeliveryState;
    createdByName: string;
    expiresAt: Date | null;
    live: boolean;
    /** Whether the archive was meant to go out encrypted, but is too large for an email. */
    tooLarge: boolean;
    /** What the store wrote to the customer. */
    message: string | null;
    /** What the sources are called that were not searched, or not to their end, when its archive was made. */
    unsearched?: { source: string; name: string | null }[];
    /** What the store withholds of it, by section, in the reader's language. */
    withheld?: ListProps[];
  } | null;
  /** Of an email about an authorized agent: their name. */
  agent?: string | null;
  /** Of an email that asks the customer something: the store's words. */
  message?: string | null;
  /** Of an email about many requests at once. */
  bulk?: { actorName: string; isUndone: boolean; doneCount: number } | null;
  /** Of an email about a shop that uninstalled the app. */
  shop?: { number: number; shop: string; dueAt: Date; keptAt: Date | null; deletedAt: Date | null } | null;
  /** Of the letter about an erasure: what came of its steps, and how the store keeps its books. */
  erasure?: ErasureResult | null;
  /** Of the letter about a correction: what was corrected, and whom the store told. */
  correction?: CorrectionResult | null;
  /** Of an email to a customer: what of it is in the store's own words, in its language. */
  ownTexts?: OwnTexts;
  /** Whether a member sends it to themselves, to see what it looks like. */
  isTest?: boolean;
  /** The secret in the email's link, or the code that it carries. */
  token: string | undefined;
}

/** Every value that the texts of emails may name, and their tables of facts show. */
export function emailValues(
  { store, request, delivery, event, due: digest, bulk, ...facts }: EmailFacts,
  locale: Locale,
) {
  const t = translator(locale, "emails");
  const expiresAt = delivery ? delivery.live && delivery.expiresAt : facts.export?.expiresAt;
  // A customer reads dates as on the page of the request.
  const format = formatLocaleFor(locale, facts.audience === "customer" ? request?.formatLocale : null);
  const reader = { locale: format, timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
  const due = request ? formatTime(request.dueAt, "day", reader) : "";
  return {
    store: isolate(store.name),
    reference: request?.reference ?? "",
    type: request ? t(`types.${request.type}`) : "",
    /** What the person did, as a part of a sentence. */
    asked: request ? t(`asked.${request.type}`) : "",
    requestType: request?.type ?? "none",
    requested: request ? formatTime(request.createdAt, "time", reader) : "",
    person:
      [request?.customerName, request?.email].flatMap((part) => (part ? [isolate(part)] : [])).join(", ") ||
      t("unknownCustomer"),
    due,
    answerBy: due,
    erasureStarts: event?.startsAt ? formatTime(new Date(event.startsAt), "time", reader) : "",
    dueFirst: request?.extendedFrom ? formatTime(request.extendedFrom, "day", reader) : due,
    proof: request?.email ? identityOf(request) : "none",
    customer: isolate(request?.customerName ?? ""),
    matches: matchesOf(request),
    count: request?.matchCount ?? 0,
    method: delivery?.method ?? "none",
    answer: request?.answer ?? "none",
    clues: request ? cluesOf(request, locale) : "",
    chosenBy: isolate(delivery?.createdByName ?? ""),
    bulkBy: isolate(bulk?.actorName ?? ""),
    bulkCount: bulk?.doneCount ?? 0,
    tooLarge: delivery?.tooLarge ? "yes" : "no",
    unsearched: delivery?.unsearched?.map((one) => isolate(searchName(one, locale))).join(", ") || "none",
    expires: expiresAt ? formatTime(expiresAt, "time", reader) : "never",
    downloads: MAX_DOWNLOADS,
    verificationHours: VERIFICATION_LIFETIME_HOURS,
    unverifiedDays: UNVERIFIED_LIFETIME_DAYS,
    signInMinutes: SIGN_IN_LINK_LIFETIME_MINUTES,
    codeMinutes: CODE_LIFETIME_MINUTES,
    /** Where a customer who did not do this can say so. */
    contact: store.contactEmail ?? "none",
    lapses: request ? formatTime(lapseDate(request.createdAt), "day", reader) : "",
    actor: isolate(event?.actorName ?? ""),
    at: event ? formatTime(event.at, "time", reader) : "",
    browser: browserIn(event?.browser ?? "", t),
    network: event?.network ?? "",
    reason: event?.reason ?? "none",
    pause: event?.pause ?? "none",
    ...waitValues(request, event, locale),
    agent: isolate(facts.agent ?? ""),
    sentAs: event?.encrypted === false ? "link" : "email",
    mayDownload: facts.mayDownload ? "yes" : "no",
    shop: isolate(facts.shop?.shop ?? ""),
    deletionDue: facts.shop ? formatTime(facts.shop.dueAt, "day", reader) : "",
    ...digestValues(digest),
  };
}

/** A browser as the history keeps it, such as "Chrome on Android", in the reader's language. */
function browserIn(kept: string, t: ReturnType<typeof translator<"emails">>): string {
  const [browser = "", system] = kept.split(" on ");
  return system ? t("browserOn", { browser, system }) : kept;
}

/** By what of a request its person was looked for, as a list in words. */
function cluesOf({ lastSearch }: NonNullable<EmailFacts["request"]>, locale: Locale): string {
  const t = translator(locale, "emails");
  const { sources = [] } = searchManifest.safeParse(lastSearch).data ?? {};
  const kinds = [...new Set(sources.flatMap(({ askedBy }) => askedBy))].filter((kind) => kind !== "record");
  return new Intl.ListFormat(locale).format(
    (kinds.length > 0 ? kinds : (["email"] as const)).map((kind) => t(`clues.${kind}`)),
  );
}

function matchesOf(request: EmailFacts["request"]): "one" | "unnamed" | "several" | "none" {
  if (!request || request.matchCount === 0) return "none";
  if (request.matchCount > 1) return "several";
  return request.customerName ? "one" : "unnamed";
}

/** A digest's subject names what is most urgent. */
function digestValues(digest: EmailFacts["due"]) {
  const first = digest?.groups[0];
  return {
    urgency: first?.mark ?? "none",
    urgent: first?.count ?? 0,
    scope: digest?.assigneeId ? "assigned" : "store",
  };
}
