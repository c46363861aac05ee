import { accentColors } from "@/lib/accent";
import { env } from "@/lib/env";
import { defaultLocale, isLocale, translator } from "@/lib/locale";
import type { Audience, DeliveryMethod, DeliveryState, RequestType } from "@/prisma/generated/client";

/** What an e-mail may tell. */
export interface EmailFacts {
  locale: string;
  audience: Audience;
  store: { slug: string; name: string; accentColor: string; contactEmail: string | null };
  request: {
    id: string;
    reference: string;
    type: RequestType;
    email: string | null;
    customerId: string | null;
    customerName: string | null;
    matchCount: number;
    refusalReason: string | null;
    createdAt: Date;
    dueAt: Date;
  } | null;
  export: { id: string; expiresAt: Date | null } | null;
  /** The delivery that the e-mail is about, or that answered the request. */
  delivery: {
    method: DeliveryMethod;
    state: DeliveryState;
    createdByName: string;
    deliveredAt: Date | null;
    expiresAt: Date | null;
    live: boolean;
    /** Whether it was to go out encrypted, and holds too much for an e-mail. */
    tooLarge: boolean;
  } | null;
  /** Where the e-mail's link leads that only its reader may have; of a code's e-mail, the code. */
  token: string | undefined;
}

/** The facts of an e-mail, with what every template needs of them. */
export type EmailContext = ReturnType<typeof emailContext>;

/** Gathers what the templates' texts have in common. */
export function emailContext(facts: EmailFacts) {
  const { store, request, audience } = facts;
  const locale = isLocale(facts.locale) ? facts.locale : defaultLocale;
  const t = translator(locale, "emails");
  const { appUrl } = env();
  const dashboard = `${appUrl}/dashboard/${store.slug}`;
  const footer =
    audience === "store"
      ? t("footerStore", { store: store.name })
      : store.contactEmail
        ? t("footerCustomer", { store: store.name, contact: store.contactEmail })
        : t("footerCustomerPlain", { store: store.name });
  return {
    ...facts,
    locale,
    t,
    /** The arguments that most texts name. */
    values: {
      store: store.name,
      reference: request?.reference ?? "",
      due: request ? dateOf(request.dueAt, locale) : "",
    },
    urls: {
      verify: `${appUrl}/s/${store.slug}/verify/${facts.token}`,
      signIn: `${appUrl}/s/${store.slug}/sign-in?link=${facts.token}`,
      delivery: `${appUrl}/s/${store.slug}/delivery/${facts.token}`,
      account: `${appUrl}/s/${store.slug}/account`,
      request: `${dashboard}/requests/${request?.id}`,
      export: `${dashboard}/exports/${facts.export?.id}`,
    },
    frame: (heading: string, preview: string) => ({
      locale,
      direction: directionOf(locale),
      storeName: store.name,
      accent: accentColors(store.accentColor),
      heading,
      preview,
      footer,
    }),
  };
}

/** What a request is about, for those who asked. */
export function requestFacts({ t, request, store, locale }: EmailContext) {
  if (!request) throw new Error("this e-mail is about a request");
  return [
    { label: t("facts.reference"), value: request.reference },
    { label: t("facts.type"), value: t(`types.${request.type}`) },
    { label: t("facts.store"), value: store.name },
    { label: t("facts.at"), value: timeOf(request.createdAt, locale) },
  ];
}

/** What a request is about, for the store: who asks, and until when. */
export function storeRequestFacts(context: EmailContext) {
  const { t, request, values } = context;
  const who = [request?.customerName, request?.email].filter(Boolean).join(", ");
  return [
    { label: t("facts.customer"), value: who || t("unknownCustomer") },
    ...requestFacts(context).filter(({ label }) => label !== t("facts.store")),
    { label: t("facts.due"), value: values.due },
  ];
}

/** An instant in words, with its zone: a reader's own zone is not known. */
export function timeOf(at: Date, locale: string): string {
  return formatOf(locale, "time").format(at);
}

function dateOf(at: Date, locale: string): string {
  return formatOf(locale, "date").format(at);
}

const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
const formatOptions = {
  date: day,
  time: { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" },
} as const;

/** Making a format takes a thousand times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, name: keyof typeof formatOptions): Intl.DateTimeFormat {
  const kept = `${locale} ${name}`;
  const made = formats.get(kept) ?? new Intl.DateTimeFormat(locale, formatOptions[name]);
  formats.set(kept, made);
  return made;
}

/** Languages written from the right. */
function directionOf(locale: string): "ltr" | "rtl" {
  return /^(?:ar|fa|he|ur)\b/.test(locale) ? "rtl" : "ltr";
}
