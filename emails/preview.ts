import { createTranslator } from "use-intl/core";
import en from "@/messages/en.json";
import type { EmailProps } from "./layout";
import { type EmailAudience, type EmailKind, emailTexts, type TextName } from "./texts";

/**
 * What the preview server (`npm run emails`) shows an email with: its English texts, and made-up facts.
 * All of it in getters, so that a worker that sends emails does not format previews first.
 */
export function preview<A extends EmailAudience, K extends EmailKind<A>>(
  audience: A,
  kind: K,
): EmailProps<TextName<A, K>> {
  return {
    get texts() {
      return emailTexts(t, audience, kind, SAMPLE);
    },
    get frame() {
      const { intro, heading, footer = t("footerCustomer", SAMPLE) } = emailTexts(t, audience, kind, SAMPLE);
      return {
        locale: "en",
        direction: "ltr" as const,
        storeName: SAMPLE.store,
        accent,
        preview: intro,
        heading,
        footer,
      };
    },
    get opening() {
      const { intro, fixed } = emailTexts(t, audience, kind, SAMPLE);
      return [fixed ? `${intro} ${fixed}` : intro];
    },
    get facts() {
      return (["reference", "type", "requested"] as const).map((name) => ({
        label: t(`facts.${name}`),
        value: SAMPLE[name],
      }));
    },
    get action() {
      const name = emailTexts(t, audience, kind, SAMPLE).button ?? (audience === "store" && t("openRequest"));
      if (!name) return undefined;
      return { name, url: "https://privacy.northwind.example/EXAMPLE", fallback: t("fallback") };
    },
    code: "123456",
    message: "Thank you for your patience.\nInvoices before 2024 are in the folder files.",
    reason: "We answered the same request last week.",
    lists: [
      { title: t("erased.erasedTitle"), items: [t("erased.rows", { kind: "orders", count: 3 })] },
      { title: t("erased.queuedTitle"), items: [t("erased.queued", { title: "Shopify" })] },
    ],
    due: [
      {
        title: t("digest.overdue"),
        requests: [{ name: "Maria Anders", url: "https://privacy.northwind.example/EXAMPLE", details: "DR-7K3F-9QXM" }],
        more: { name: t("digest.more", { count: 120 }), url: "https://privacy.northwind.example/EXAMPLE" },
      },
    ],
  };
}

const accent = { light: "#14532d", lightInk: "#ffffff", dark: "#7a9f89", darkInk: "#0d0d0c" };

const t = createTranslator({ locale: "en", messages: en, namespace: "emails" });

const SAMPLE = {
  store: "Northwind Traders",
  reference: "DR-7K3F-9QXM",
  type: "Copy of personal data",
  asked: "your request for a copy of your data",
  clues: "the email address",
  requestType: "export",
  shop: "northwind.myshopify.com",
  deletionDue: "December 28, 2026",
  requested: "November 24, 2026 at 21:41 UTC",
  due: "December 24, 2026",
  erasureStarts: "November 27, 2026 at 21:41 UTC",
  dueFirst: "October 24, 2026",
  proof: "guest",
  ...{ waits: "all", waitingLaws: "", runningLaws: "" },
  expires: "December 1, 2026 at 21:44 UTC",
  customer: "Maria Anders",
  chosenBy: "Nancy",
  bulkBy: "Nancy",
  bulkCount: 12,
  matches: "one",
  count: 1,
  method: "link",
  answer: "none",
  tooLarge: "no",
  unsearched: "none",
  downloads: 3,
  verificationHours: 24,
  unverifiedDays: 7,
  signInMinutes: 60,
  codeMinutes: 10,
  contact: "privacy@northwind.example",
  lapses: "December 1, 2026",
  actor: "Nancy",
  at: "November 26, 2026 at 08:15 UTC",
  browser: "Chrome on Android",
  network: "203.0.113.0/24",
  mayDownload: "yes",
  urgency: "overdue",
  urgent: 2,
  scope: "store",
  sentAs: "link",
  pause: "none",
  agent: "Ada Lovelace",
  reason: "none",
  minutes: 60,
  days: 7,
  hours: 24,
  email: "nancy@northwind.example",
  inviter: "Nancy Davolio",
  role: "staff",
};
