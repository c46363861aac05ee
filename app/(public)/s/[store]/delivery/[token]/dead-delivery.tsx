import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import type { Store } from "@/lib/store/find-store";
import { StepHeading } from "./step";

/** Why a link no longer works, and what to do. */
export async function DeadDelivery({
  store,
  why,
}: {
  store: Store;
  why: "expired" | "revoked" | "completed" | "usedUp";
}) {
  const t = await getTranslations("getData");
  return (
    <>
      <StepHeading title={t(`dead.${why}Title`)}>{t(`dead.${why}Text`, { store: store.name })}</StepHeading>
      <a href={`/s/${store.slug}/account`} className={buttonClass("plain", true)}>
        {t("dead.account")}
      </a>
    </>
  );
}
