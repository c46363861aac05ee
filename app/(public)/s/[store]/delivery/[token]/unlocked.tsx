import { getLocale, getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { buttonClass } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format-bytes";
import { EncryptedEmailForm } from "./encrypted-email-form";
import { Lifetime, type StepProps, StoreMessage } from "./step";

/** The last step, for a verified browser: the data, and the other way to get it. */
export async function Unlocked({
  store,
  token,
  deliveryId,
  delivery,
  encrypted: asked,
}: StepProps & { encrypted: boolean }) {
  const t = await getTranslations("getData");
  const { begun, sizeBytes, opens } = delivery;
  const size = sizeBytes === null ? "" : formatBytes(sizeBytes, await getLocale());
  const encrypted = opens === "page" && !begun;
  const key = { store: store.slug, token, maskedEmail: delivery.maskedEmail };
  const download = (
    <form action={`/api/stores/${store.slug}/deliveries/${deliveryId}/archive`} method="get">
      <RefreshAfterSubmit />
      <button type="submit" className={buttonClass(begun || encrypted ? "plain" : "primary", true)}>
        {t("download")}
      </button>
    </form>
  );
  return (
    <>
      <Heading title={t(begun ? "begunTitle" : "readyTitle")}>
        {t(begun ? "begun" : encrypted ? "readyEncrypted" : "ready", { size })}
      </Heading>
      <StoreMessage message={delivery.message} />
      {encrypted && <EncryptedEmailForm {...key} chosen open />}
      {encrypted && <p className="mb-3 mt-6 text-sm text-ink-soft">{t("orDownload")}</p>}
      {download}
      <Lifetime delivery={delivery} />
      {!encrypted && <EncryptedEmailForm {...key} chosen={false} open={asked} />}
      <p className="mt-7 border-t border-line pt-5 text-sm text-ink-soft">{t("keepSafe")}</p>
    </>
  );
}
