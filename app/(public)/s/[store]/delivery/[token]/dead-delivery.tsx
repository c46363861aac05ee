import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import type { Store } from "@/lib/store/find-store";

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
      <Heading title={t(`dead.${why}Title`)}>{t(`dead.${why}Text`, { store: isolate(store.name) })}</Heading>
      <ButtonLink href={`/s/${store.slug}/account`} large>
        {t("dead.account")}
      </ButtonLink>
    </>
  );
}
