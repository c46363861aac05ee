import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";
import type { ShownDelivery } from "@/lib/delivery/show-delivery";
import type { Store } from "@/lib/store/find-store";

/** The props of each step of a delivery link's page. */
export interface StepProps {
  store: Store;
  /** The link's token. */
  token: string;
  deliveryId: string;
  delivery: ShownDelivery;
}

/** When the link expires, and how often the data can still be downloaded. */
export async function Lifetime({ delivery }: { delivery: ShownDelivery }) {
  const t = await getTranslations("getData");
  const { expiresAt, downloadsLeft } = delivery;
  if (!expiresAt) return null;
  const at = <LocalTime at={expiresAt} />;
  return (
    <p className="mt-5 text-sm text-ink-soft">
      {downloadsLeft > 0 ? t.rich("lifetime", { count: downloadsLeft, at: () => at }) : t("noneLeft")}
    </p>
  );
}

/** What the store's staff wrote to the customer, as plain text; nothing where they wrote nothing. */
export async function StoreMessage({ message }: { message: string | null }) {
  const t = await getTranslations("getData");
  if (!message) return null;
  return (
    <section aria-labelledby="store-message" className="mb-6">
      <h2 id="store-message" className="text-base font-semibold">
        {t("message")}
      </h2>
      <blockquote dir="auto" className="mt-1.5 border-s-2 border-line-strong ps-3 whitespace-pre-line wrap-anywhere">
        {message}
      </blockquote>
    </section>
  );
}
