import type { LawProps } from "@/emails/parts";
import { isolate } from "@/lib/isolate";
import { type Locale, translator } from "@/lib/locale";
import type { Regime } from "@/prisma/generated/enums";
import { authorityOf } from "./authorities";
import type { EmailFacts } from "./email-facts";
import { letterFacts } from "./letter-rules";

/** The paragraphs that a letter to a customer ends with by law (letter-rules.ts); undefined where there are none. */
export function letterLaw(
  kind: string,
  { store, request }: Pick<EmailFacts, "store" | "request">,
  locale: Locale,
): LawProps | undefined {
  if (!request) return undefined;
  const { type, regimes = [] } = request;
  const names = letterFacts(kind, regimes, type);
  const t = translator(locale, "emails");
  const values = { store: isolate(store.name), contact: store.contactEmail ?? "none" };
  const toStore = [
    ...(names.has("store") ? [t("law.store", values)] : []),
    ...(names.has("acknowledgment") ? [t("law.acknowledgment")] : []),
  ];
  const remedies = [
    ...(toStore.length > 0 ? [toStore.join(" ")] : []),
    ...(names.has("authority") ? complaints(regimes, store.establishedIn, locale) : []),
    ...(names.has("court") ? [t("law.court")] : []),
  ];
  const notes = (["handling", "record", "optOut"] as const).flatMap((name) =>
    names.has(name) ? t(`law.${name}`, values) : [],
  );
  if (remedies.length + notes.length === 0) return undefined;
  return { title: t("law.title"), remedies, notes };
}

/** To whom a person can complain: a sentence a law. */
function complaints(regimes: Regime[], country: string | null | undefined, locale: Locale): string[] {
  const t = translator(locale, "emails");
  if (regimes.length === 0) return [t("law.authority-none")];
  return regimes.map((regime) => {
    if (regime !== "gdpr") return t(`law.authority-${regime}`);
    if (country === "DE") return t("law.authority-germany");
    const authority = authorityOf(country);
    return authority
      ? t("law.authority-country", { name: isolate(authority.name), site: authority.site })
      : t("law.authority-gdpr");
  });
}
