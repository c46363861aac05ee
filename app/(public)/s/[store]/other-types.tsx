import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Offer } from "@/lib/request/offered-types";
import { formPath } from "@/lib/request/type-rules";
import { Part } from "./part";

/** Links to the other types of request that a store offers, if it offers any. */
export async function OtherTypes({ slug, offers }: { slug: string; offers: Offer[] }) {
  const t = await getTranslations("kinds");
  if (offers.length === 0) return null;
  return (
    <Part title={t("others")}>
      <ul className="mt-3 grid gap-2.5">
        {offers.map(({ type }) => (
          <li key={type}>
            <a href={formPath(slug, type)}>{t(`${type}.title`)}</a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Whether the visitor's browser asks not to sell or share their data (Global Privacy Control, 11 CCR 7025). */
export async function sendsPrivacyControl(): Promise<boolean> {
  return (await headers()).get("sec-gpc") === "1";
}

/** Offers the opt-out before anything else to a browser that asks for it, where the store offers it. */
export async function PrivacyControlNotice({ slug, offers }: { slug: string; offers: Offer[] }) {
  if (!offers.some(({ type }) => type === "opt_out") || !(await sendsPrivacyControl())) return null;
  const t = await getTranslations("kinds");
  return (
    <div className="mb-7">
      <Notice tone="calm">
        <p className="font-semibold">{t("privacyControlTitle")}</p>
        <p className="mt-1 mb-3.5">{t("privacyControlText")}</p>
        <ButtonLink href={formPath(slug, "opt_out")}>{t("opt_out.title")}</ButtonLink>
      </Notice>
    </div>
  );
}
