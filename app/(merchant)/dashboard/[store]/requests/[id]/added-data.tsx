import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { DialogLink } from "@/components/ui/dialog";
import { formatBytes } from "@/components/ui/format-bytes";
import { CalendarDate } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { type AddedItem, haveChangedSince, listAdded } from "@/lib/upload/added-items";
import { startExport } from "./actions";
import { ADD_FILES_LINK_ID, ADD_TEXT_LINK_ID } from "./add-data-dialogs";
import { removeData } from "./added-actions";
import { ADDED_ID, type RequestView } from "./request-view";

/** What the staff added to a request by hand, from systems that are not connected, and the ways to add more. */
export async function AddedData(view: RequestView) {
  const t = await getTranslations("added");
  const { store, storeId, request, link } = view;
  const items = await listAdded({ storeId, requestId: request.id });
  const mayAdd = request.state === "open" && view.can("request.add_data");
  if (items.length === 0 && !mayAdd) return null;
  const hidden = { store, request: request.id };
  return (
    <Card label={t("title")}>
      <h2 id={ADDED_ID} tabIndex={-1} className="w-fit scroll-mt-32 rounded-[4px]">
        {t("title")}
      </h2>
      <p className="mt-1 text-sm text-ink-soft">{t("text")}</p>
      {(await isNewer(view)) && (
        <div className="mt-3">
          <Notice tone="wait">
            <p className="text-sm">{t("newer")}</p>
            <div className="mt-2">
              <ActionForm action={startExport} hidden={hidden}>
                <SubmitButton look="plain">{t("buildAgain")}</SubmitButton>
              </ActionForm>
            </div>
          </Notice>
        </div>
      )}
      {items.length > 0 && (
        <ul aria-label={t("items")} className="mt-3 grid rounded-control border border-line">
          {items.map((item) => (
            <Item key={item.id} view={view} item={item} mayRemove={mayAdd} />
          ))}
        </ul>
      )}
      {mayAdd && (
        <div className="mt-3 flex flex-wrap gap-2">
          <DialogLink id={ADD_TEXT_LINK_ID} href={link({ dialog: "add-text" })}>
            {t("addText")}
          </DialogLink>
          <DialogLink id={ADD_FILES_LINK_ID} href={link({ dialog: "add-files" })}>
            {t("addFiles")}
          </DialogLink>
        </div>
      )}
    </Card>
  );
}

/** Whether something was added or removed after the newest export began, which therefore does not hold what is listed. */
async function isNewer({ storeId, request, can }: RequestView): Promise<boolean> {
  const made = request.export;
  if (request.state !== "open" || made?.state !== "ready" || !can("export.start")) return false;
  return await haveChangedSince({ storeId, requestId: request.id }, made.createdAt);
}

async function Item({
  view: { store, request },
  item,
  mayRemove,
}: {
  view: RequestView;
  item: AddedItem;
  mayRemove: boolean;
}) {
  const t = await getTranslations("added");
  const locale = await getLocale();
  const name = item.fileName ?? item.system;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 text-sm last:border-b-0">
      <div className="min-w-0 grow basis-48">
        {item.fileName ? (
          <a dir="auto" href={`/api/stores/${store}/added/${item.id}`} download className="underline wrap-anywhere">
            {item.fileName}
          </a>
        ) : (
          <p dir="auto" className="line-clamp-3 whitespace-pre-line wrap-anywhere">
            {item.text}
          </p>
        )}
        <p className="text-[13px] text-ink-soft wrap-anywhere">
          <bdi>{item.system}</bdi> ·{" "}
          {t.rich("asOfDay", { day: () => <CalendarDate date={item.asOf.toISOString().slice(0, 10)} /> })}
          {item.sizeBytes !== null && ` · ${formatBytes(item.sizeBytes, locale)}`}
        </p>
      </div>
      {mayRemove && (
        <ActionForm action={removeData} hidden={{ store, request: request.id, item: item.id }}>
          <SubmitButton look="plain">
            {t("remove")} <bdi className="sr-only">{name}</bdi>
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}
