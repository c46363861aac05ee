import { getLocale, getTranslations } from "next-intl/server";
import { RefreshAfterSubmit } from "@/app/(public)/s/[store]/delivery/refresh-after-submit";
import { buttonClass } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import type { OwnDelivery } from "@/lib/delivery/list-own-deliveries";

/** What was delivered of a request, until when, and the way to have it again while it lives. */
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
  const locale = await getLocale();
  const { id, method, deliveredAt, expiresAt, standing, downloadsLeft } = delivery;
  const time = (at: Date | null) => () => at && <LocalTime at={at.toISOString()} locale={locale} dateOnly />;
  const mailed = method === "link" || method === "encrypted_email";
  const usedUp = standing === "live" && downloadsLeft === 0;
  return (
    <div className="col-span-2 mt-1 grid gap-2 text-sm">
      <p>
        {deliveredAt ? t.rich("delivered", { at: time(deliveredAt) }) : t("sentOut")}
        {" · "}
        {method === "outside" && t("handed")}
        {method === "password_zip" && t("zip")}
        {mailed && t.rich(`link.${usedUp ? "usedUp" : standing}`, { count: downloadsLeft, at: time(expiresAt) })}
      </p>
      {mailed && standing === "live" && !usedUp && (
        <form action={`/s/${store}/account/deliveries/${id}/open`} method="post">
          <RefreshAfterSubmit />
          <button type="submit" className={buttonClass("plain")} aria-label={t("downloadOf", { reference })}>
            {t("download")}
          </button>
        </form>
      )}
    </div>
  );
}
