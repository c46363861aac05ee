import { getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { buttonClass } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import { methods } from "@/lib/delivery/methods/registry";
import type { OwnDelivery } from "@/lib/delivery/own-deliveries";

/** What was delivered for a request, until when, and the download while its link works. */
export async function DeliveredCopy({
  store,
  reference,
  delivery,
}: {
  store: string;
  reference: string;
  delivery: OwnDelivery;
}) {
  const t = await getTranslations("account.deliveries");
  const { id, method, deliveredAt, expiresAt, status, downloadsLeft } = delivery;
  const time = (at: Date | null) => () => at && <LocalTime at={at} dateOnly />;
  const { words, linkOpens } = methods[method].customer;
  const again = downloadsLeft < MAX_DOWNLOADS ? "downloadAgain" : "download";
  const usedUp = status === "live" && downloadsLeft === 0;
  return (
    <div className="grid gap-3 text-sm">
      <p>
        {deliveredAt ? t.rich("delivered", { at: time(deliveredAt) }) : t("sentOut")}
        {" · "}
        {words === "link"
          ? t.rich(`link.${usedUp ? "usedUp" : status}`, { count: downloadsLeft, at: time(expiresAt) })
          : t(words)}
      </p>
      {linkOpens && status === "live" && !usedUp && (
        <form action={`/s/${store}/account/deliveries/${id}/open`} method="post">
          <RefreshAfterSubmit />
          <button type="submit" className={buttonClass("primary", true)} aria-label={t(`${again}Of`, { reference })}>
            {t(again)}
          </button>
        </form>
      )}
    </div>
  );
}
