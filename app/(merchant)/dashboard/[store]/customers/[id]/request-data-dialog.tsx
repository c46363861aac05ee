import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { customerTitle } from "@/lib/customer/customer-name";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { readerWords } from "@/lib/section/words";
import { recordsSource } from "@/lib/source/records/records-source";
import { findOpenRequests } from "@/lib/subject/find-open-requests";
import { requestData } from "./actions";
import type { CustomerView } from "./customer-view";

/** The id of the element that gets the focus back. */
export const MORE_ACTIONS_ID = "more-actions";

/** What every export holds. */
const recorded = Object.keys(recordsSource.collectors);

/** Shows what an export will contain before it is started. */
export async function RequestDataDialog({ store, customer, closeHref }: CustomerView & { closeHref: string }) {
  const t = await getTranslations("customers");
  const words = readerWords(await getLocale());
  const { storeId, id: customerId } = customer;
  const [open, ...others] = await findOpenRequests({ storeId, customerId, type: DATA_EXPORT });
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
        {t.rich("dialogText", { name: () => <bdi className="font-medium text-ink">{customerTitle(customer)}</bdi> })}
      </p>
      <ul className="my-3 list-disc ps-5 text-sm marker:text-ink-faint">
        {recorded.map((section) => (
          <li key={section}>
            {words.section(section)}
            {section === "orders" && customer.email && (
              <span className="text-ink-soft wrap-anywhere"> {t("dialogOrders", { email: customer.email })}</span>
            )}
          </li>
        ))}
      </ul>
      <p className="mb-5 text-sm text-ink-soft">{t("dialogAfter")}</p>
      <ActionForm action={requestData} hidden={{ store, customer: customer.id }}>
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
