import { CODE_LIFETIME_MINUTES, MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import { type Locale, translator } from "@/lib/locale";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { SIGN_IN_LINK_LIFETIME_MINUTES } from "@/lib/sign-in/mint-sign-in-link";
import { VERIFICATION_LIFETIME_HOURS } from "@/lib/verification/mint-verification";
import type { Audience, DeliveryMethod, DeliveryState, Request, Store } from "@/prisma/generated/client";

/** What an email may tell its reader. */
export interface EmailFacts {
  locale: string;
  audience: Audience;
  store: Pick<Store, "slug" | "name" | "accentColor" | "contactEmail">;
  request: Pick<
    Request,
    | ("id" | "reference" | "type" | "state" | "email" | "customerId" | "customerName" | "matchCount")
    | ("refusalReason" | "createdAt" | "dueAt")
  > | null;
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
  } | null;
  /** The secret in the email's link, or the code that it carries. */
  token: string | undefined;
}

/** Every value that the texts of emails may name, and their tables of facts show. */
export function emailValues({ store, request, delivery, ...facts }: EmailFacts, locale: Locale) {
  const t = translator(locale, "emails");
  const expiresAt = delivery ? delivery.live && delivery.expiresAt : facts.export?.expiresAt;
  const due = request ? format(request.dueAt, locale, "date") : "";
  return {
    store: store.name,
    reference: request?.reference ?? "",
    type: request ? t(`types.${request.type}`) : "",
    requested: request ? format(request.createdAt, locale, "time") : "",
    person: [request?.customerName, request?.email].filter(Boolean).join(", ") || t("unknownCustomer"),
    due,
    answerBy: due,
    customer: request?.customerName ?? "",
    matches: matchesOf(request),
    count: request?.matchCount ?? 0,
    method: delivery?.method ?? "none",
    chosenBy: delivery?.createdByName ?? "",
    tooLarge: delivery?.tooLarge ? "yes" : "no",
    expires: expiresAt ? format(expiresAt, locale, "time") : "never",
    downloads: MAX_DOWNLOADS,
    verificationHours: VERIFICATION_LIFETIME_HOURS,
    unverifiedDays: UNVERIFIED_LIFETIME_DAYS,
    signInMinutes: SIGN_IN_LINK_LIFETIME_MINUTES,
    codeMinutes: CODE_LIFETIME_MINUTES,
  };
}

function matchesOf(request: EmailFacts["request"]): "one" | "unnamed" | "several" | "none" {
  if (request?.customerId) return request.customerName ? "one" : "unnamed";
  return request && request.matchCount > 1 ? "several" : "none";
}

// Times name their zone: the reader's own is not known.
const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
const formats = {
  date: day,
  time: { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" },
} as const;

// Kept, because creating a formatter takes a thousand times as long as using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, locale: Locale, name: keyof typeof formats): string {
  const key = `${locale} ${name}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, formats[name]);
  formatters.set(key, formatter);
  return formatter.format(at);
}
