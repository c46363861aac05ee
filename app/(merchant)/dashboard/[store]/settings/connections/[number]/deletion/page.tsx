import { getLocale, getTranslations } from "next-intl/server";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import { readerWords } from "@/lib/section/words";
import { readShopDeletion, type ShopDeletion } from "@/lib/shopify/shop-deletions";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { keepShopRecords } from "./actions";

export const generateMetadata = pageTitle("settings", "tab-connections");

export default settingsPage("connections", Content);

/** What becomes of the records of a shop that uninstalled the app, and the form that keeps them. */
async function Content({ storeId, slug, params }: SettingsView) {
  const number = Number(/^[1-9]\d{0,5}$/.exec(params.number ?? "")?.[0] ?? 0);
  const deletion = await readShopDeletion({ storeId, number });
  if (!deletion) return <NothingHere />;
  const t = await getTranslations("shopDeletion");
  const { shop, dueAt, deletedAt, kept, rows } = deletion;
  const at = (time: Date) => () => <LocalTime at={time} dateOnly />;
  const isWaiting = !deletedAt && !kept;
  return (
    <Card>
      <h2 className="wrap-anywhere">{t("title", { shop })}</h2>
      <p className="mt-1 max-w-[72ch] text-sm text-ink-soft">
        {deletedAt
          ? t.rich("deleted", { at: at(deletedAt) })
          : kept
            ? t.rich("kept", { name: kept.by, at: at(kept.at) })
            : t.rich("text", { at: at(dueAt) })}
      </p>
      {kept && (
        <blockquote
          dir="auto"
          className="mt-2 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line wrap-anywhere"
        >
          {kept.reason}
        </blockquote>
      )}
      {!deletedAt && <Rows rows={rows} />}
      {isWaiting && (
        <ActionForm
          action={keepShopRecords}
          hidden={{ store: slug, number: String(number) }}
          className="mt-5 grid gap-5"
        >
          <Textarea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={MAX_REASON_LENGTH} required />
          <div>
            <SubmitButton look="plain">{t("keep")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  );
}

/** How many rows there are; none where nobody said which imports are of the shop. */
async function Rows({ rows }: Pick<ShopDeletion, "rows">) {
  const t = await getTranslations("shopDeletion");
  const words = readerWords(await getLocale());
  if (rows.profile + rows.orders === 0) return <p className="mt-3 text-sm">{t("noRows")}</p>;
  return (
    <div className="mt-4">
      <Facts
        facts={(["profile", "orders"] as const).map((section) => ({
          name: words.section(section),
          value: <span className="tabular-nums">{rows[section]}</span>,
        }))}
      />
    </div>
  );
}
