import { getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { PlainForm } from "@/components/form/plain-form";
import { buttonClass } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import { Lifetime, type StepProps, StoreMessage } from "./step";

/** For the customer who is signed in and whom the store vouched for: no code is needed. */
export async function OwnDownload({ store, token, delivery }: StepProps) {
  const t = await getTranslations("getData");
  const download = delivery.opens === "archive";
  return (
    <>
      <Heading title={t("title")}>{t("own", { store: isolate(store.name) })}</Heading>
      <StoreMessage message={delivery.message} />
      <PlainForm action={`/s/${store.slug}/delivery/${token}/open`} hidden={{ next: delivery.opens }}>
        {download && <RefreshAfterSubmit />}
        <button type="submit" className={buttonClass("primary", true)}>
          {t(download ? "download" : "goOn")}
        </button>
      </PlainForm>
      <Lifetime delivery={delivery} />
    </>
  );
}
