import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import type { ShownFlash } from "@/components/ui/flash-notice";
import { undoSelected } from "./bulk-actions";

/** In the toast about an act on many requests: the way to its result, and Undo. */
export async function BulkOffer({ store, flash }: { store: string; flash: ShownFlash }) {
  if (!flash.bulk) return null;
  const t = await getTranslations("bulk");
  const { id, undo } = flash.bulk;
  const result = `/dashboard/${store}/requests/bulk/${id}`;
  return (
    <span className="flex items-center gap-x-4 font-semibold whitespace-nowrap">
      {flash.path !== result && (
        <a href={result} className="py-2 underline">
          {t("details")}
        </a>
      )}
      {undo && (
        <ActionForm action={undoSelected} hidden={{ store, bulk: id, path: flash.path }}>
          <button type="submit" className="min-h-9 underline">
            {t("undo")}
          </button>
        </ActionForm>
      )}
    </span>
  );
}
