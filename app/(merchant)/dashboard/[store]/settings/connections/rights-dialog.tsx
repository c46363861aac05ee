import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/form/checkbox";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import type { ListedConnection } from "@/lib/source/connection/list-connections";
import { readRights } from "@/lib/source/connection/save-rights";
import { saveConnectionRights } from "./actions";
import { menuId } from "./connection-list";

/** Says what a system does for people's rights, and lets an owner switch each on. */
export async function RightsDialog({
  storeId,
  slug,
  href,
  connection: { number, kind, name },
}: {
  storeId: string;
  slug: string;
  /** The page without the dialog. */
  href: string;
  connection: ListedConnection;
}) {
  const t = await getTranslations("connections");
  // One of the kind's own texts: kinds.test.ts holds that each right has one.
  const text = (key: string) => t(`kinds.${kind}.${key}` as "kinds.shopify.erase");
  const rights = await readRights({ storeId, number });
  return (
    <Dialog title={t("rightsTitle", { name })} closeHref={href} returnFocusTo={menuId(number)}>
      <ActionForm action={saveConnectionRights} hidden={{ store: slug, number: String(number) }} className="grid gap-5">
        <p className="text-sm text-ink-soft">{t("rightsText")}</p>
        {rights.map(({ right, isOn, obstacle }) => (
          <div key={right} className="grid gap-1">
            <Checkbox name={right} label={t(`may-${right}`)} hint={text(right)} defaultChecked={isOn} />
            {obstacle && (
              <p className="ps-9 text-sm text-late">
                {t(`obstacles.${obstacle.code}`, { scope: "scope" in obstacle ? obstacle.scope : "" })}
              </p>
            )}
          </div>
        ))}
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton>{t("rightsSave")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}
