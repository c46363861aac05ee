import { createTranslator } from "use-intl/core";
import en from "@/messages/en.json";
import type { EmailProps } from "./layout";
import { type EmailAudience, type EmailKind, emailTexts, type TextName } from "./texts";

/** What the preview server (`npm run emails`) shows an email with: its English texts, and made-up facts. */
export function preview<A extends EmailAudience, K extends EmailKind<A>>(
  audience: A,
  kind: K,
): EmailProps<TextName<A, K>> {
  const t = createTranslator({ locale: "en", messages: en, namespace: "emails" });
  const texts = emailTexts(t, audience, kind, SAMPLE);
  const withButton = audience === "store" || "button" in texts;
  return {
    frame: {
      locale: "en",
      direction: "ltr",
      storeName: SAMPLE.store,
      accent: { light: "#14532d", lightInk: "#ffffff", dark: "#7a9f89", darkInk: "#0d0d0c" },
      preview: texts.intro,
      heading: texts.heading,
      footer: t("footerCustomer", { store: SAMPLE.store, contact: "privacy@northwind.example" }),
    },
    texts,
    facts: [
      { label: t("facts.reference"), value: SAMPLE.reference },
      { label: t("facts.type"), value: t("types.export") },
      { label: t("facts.requested"), value: "November 24, 2026 at 21:41 UTC" },
    ],
    ...(withButton && {
      action: {
        name: texts.button ?? t("openRequest"),
        url: "https://privacy.northwind.example/EXAMPLE",
        fallback: t("fallback"),
      },
    }),
    code: "123456",
    reason: "We answered the same request last week.",
  };
}

const SAMPLE = {
  store: "Northwind Traders",
  reference: "DR-7K3F-9QXM",
  due: "December 24, 2026",
  expires: "December 1, 2026 at 21:44 UTC",
  customer: "Maria Anders",
  chosenBy: "Nancy",
  matches: "one",
  count: 1,
  method: "link",
  tooLarge: "no",
  downloads: 3,
  verificationHours: 24,
  unverifiedDays: 7,
  signInMinutes: 60,
  codeMinutes: 10,
};
