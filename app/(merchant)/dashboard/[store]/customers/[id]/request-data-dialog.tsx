import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { defaultLocale, isLocale } from "@/lib/locale";
import type { OwnTitle } from "@/lib/section/field";
import { readerWords, titleIn } from "@/lib/section/words";
import type { OpenRequest } from "@/lib/subject/find-open-requests";
import { requestData } from "./actions";

/** The id of the element that gets the focus back. */
export const MORE_ACTIONS_ID = "more-actions";

interface Props {
  /** The store's slug. */
  store: string;
  /** What the address of the profile ends in. */
  customer: string;
  /** What people call them. */
  name: string;
  /** The address whose guest orders come too; null where none does. */
  email: string | null;
  /** The open requests that the export may answer. */
  open: OpenRequest[];
  /** What the source of the profile holds. */
  sections: string[];
  /** What it calls the sections that it alone has. */
  own?: OwnTitle[] | undefined;
  closeHref: string;
}

/** Shows what an export will contain before it is started. */
export async function RequestDataDialog(props: Props) {
  const { store, customer, name, email, sections, own = [], closeHref, ...requests } = props;
  const t = await getTranslations("customers");
  const locale = await getLocale();
  const words = readerWords(locale);
  const [open, ...others] = requests.open;
  return (
    <Dialog title={t("requestData")} closeHref={closeHref} returnFocusTo={MORE_ACTIONS_ID}>
      {open && others.length === 0 && (
        <div className="mb-4 text-sm">
          <Notice tone="calm">
            {t.rich(open.verifiedAt ? "joinsVerified" : "joinsOpen", {
              reference: () => (
                <a href={`/dashboard/${store}/requests/${open.id}`} className="reference">
                  {open.reference}
                </a>
              ),
              time: () => open.verifiedAt && <LocalTime at={open.verifiedAt} dateOnly />,
            })}
            {!open.linked && <span className="mt-1 block">{t("joinLinks")}</span>}
          </Notice>
        </div>
      )}
      <p className="text-sm text-ink-soft wrap-anywhere">
        {t.rich("dialogText", { name: () => <bdi className="font-medium text-ink">{name}</bdi> })}
      </p>
      <ul className="my-3 list-disc ps-5 text-sm marker:text-ink-faint">
        {sections.map((section) => (
          <li key={section}>
            {words.section(section)}
            {section === "orders" && email && (
              <span className="text-ink-soft wrap-anywhere"> {t("dialogOrders", { email })}</span>
            )}
          </li>
        ))}
        {own.map((title) => (
          <li key={title.en} className="wrap-anywhere">
            <bdi>{titleIn(title, isLocale(locale) ? locale : defaultLocale)}</bdi>
          </li>
        ))}
      </ul>
      <p className="mb-5 text-sm text-ink-soft">{t("dialogAfter")}</p>
      <ActionForm action={requestData} hidden={{ store, customer }}>
        {open && others.length > 0 && (
          <div className="mb-5">
            <Radios
              name="request"
              legend={t("joinsWhich")}
              options={[open, ...others].map(({ id, reference }) => ({ value: id, label: reference }))}
              defaultValue={open.id}
            />
          </div>
        )}
        <DialogButtons href={closeHref} cancel={t("cancel")}>
          <SubmitButton>{t("export")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}
