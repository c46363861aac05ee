import { getTranslations } from "next-intl/server";
import type messages from "@/messages/en.json";

/**
 * A page's `generateMetadata`: its title is a text of the messages, such as `pageTitle("exports", "title")`.
 * @param of what the page is a part of; else its layout adds that.
 */
export function pageTitle<N extends keyof typeof messages>(
  namespace: N,
  key: keyof (typeof messages)[N] & string,
  of?: string,
) {
  return async () => {
    const t = (await getTranslations()) as unknown as (key: string) => string;
    const text = t(`${namespace}.${key}`);
    return { title: of ? { absolute: `${text} · ${of}` } : text };
  };
}
