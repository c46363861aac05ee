import type { ListProps } from "@/emails/parts";
import type { Locale } from "@/lib/locale";
import { correctionLists } from "./correction-lists";
import type { EmailFacts } from "./email-facts";
import type { EmailRow } from "./email-row";
import { erasureLists } from "./erasure-lists";

/** The lists of a letter, by what it is about: what came of an erasure or a correction, or what a copy lacks. */
export function letterLists(
  { about }: EmailRow<never>,
  { erasure, correction, delivery, request }: EmailFacts,
  locale: Locale,
): ListProps[] | undefined {
  if (about === "erasure") return erasure ? erasureLists(erasure, locale) : undefined;
  if (about === "correction")
    return correction ? correctionLists(correction, request?.refusalReason ?? null, locale) : undefined;
  return delivery?.withheld;
}
