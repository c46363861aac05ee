import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/form/checkbox";
import { Radios } from "@/components/form/radios";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { incompleteSearches } from "@/lib/archive/searches";
import { handoverChannels, LINK_LIFETIME_DAYS, MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import { informationStatus } from "@/lib/delivery/information-status";
import type { Method } from "@/lib/delivery/methods/method";
import { methods } from "@/lib/delivery/methods/registry";
import { unconfirmedSections } from "@/lib/delivery/require-own-texts";
import { readRequestTable } from "@/lib/export/read-section-table";
import { storedSearches, storedSources } from "@/lib/export/stored-sources";
import { provesIdentity } from "@/lib/request/identity";
import { listRedactions } from "@/lib/review/list-redactions";
import { type ReviewProgress, reviewProgress } from "@/lib/review/review-progress";
import { deliveryMethods, readDeliverySettings } from "@/lib/store/delivery-settings";
import { MAX_MESSAGE_LENGTH, MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { IdentityCheck } from "@/prisma/generated/enums";
import { AskToVerify } from "./ask-to-verify";
import { Incomplete, UNREVIEWED_ID, Unreviewed } from "./deliver-notices";
import { deliver } from "./delivery-actions";
import { InformationNotice, OwnTextsNotice } from "./information-notice";
import { sectionList } from "./request-action";
import type { RequestView } from "./request-view";
import { TemplatePicker } from "./template-picker";

/** The id of the element that gets the focus back. */
const DELIVER_LINK_ID = "deliver-link";

/** What the dialog says about information that nobody has confirmed. */
const NOTICES = { confirmed: null, draft: "informationDraft", missing: "informationMissing" } as const;

/** Asks how to deliver the data, and says what each method does. */
export async function DeliverDialog(view: RequestView) {
  const { store, storeId, request, href } = view;
  const t = await getTranslations("deliver");
  const made = request.export?.state === "ready" ? request.export : null;
  const settings = await readDeliverySettings(storeId);
  const redactions = made ? await listRedactions({ storeId, exportId: made.id }) : [];
  const table = await readRequestTable({ storeId, requestId: request.id });
  const progress =
    made && (await reviewProgress({ storeId, exportId: made.id }, storedSources.parse(made.sources), table));
  const isHeldBack = settings.reviewRequired && progress !== null && progress.missing.length > 0;
  const lostCount = z.array(z.unknown()).parse(made?.redactionsLost ?? []).length;
  const incomplete = made
    ? incompleteSearches(storedSearches.parse(made.searches), storedSources.parse(made.sources))
    : [];
  const information = await informationStatus(storeId);
  const email = request.email && request.emailVerified ? request.email : null;
  const unconfirmed = made ? await unconfirmedSections({ storeId, exportId: made.id }) : [];
  const missing = ({ needs }: Method) => {
    if (needs.export && !made) return t("noExport");
    if (needs.export && information === "missing") return t("unconfirmed");
    if (needs.export && unconfirmed.length > 0) return t("ownUnconfirmed");
    if (needs.verifiedEmail && !email) return t(request.email ? "notVerified" : "noAddress");
  };
  const values = { email: email ?? "", days: LINK_LIFETIME_DAYS, downloads: MAX_DOWNLOADS };
  const options = deliveryMethods.map((value) => {
    const why = missing(methods[value]);
    return { value, label: t(`method-${value}`), hint: why ?? t(`what-${value}`, values), disabled: why !== undefined };
  });
  const possible = options.filter(({ disabled }) => !disabled).map(({ value }) => value);
  const chosen = possible.find((value) => value === settings.deliveryMethod) ?? possible[0] ?? settings.deliveryMethod;
  return (
    <Dialog title={t("title")} closeHref={href} returnFocusTo={DELIVER_LINK_ID}>
      {made && (
        <p className="mb-4 text-sm text-ink-soft">
          {t("leftOut", { count: redactions.length })}
          {progress && progress.sections.length > 0 && ` ${t("reviewed", countsOf(progress))}`}
          {settings.approvalRequired && ` ${t("approvalFirst")}`}
        </p>
      )}
      {made && isHeldBack && (
        <Unreviewed missing={progress.missing} table={table} href={`/dashboard/${store}/exports/${made.id}`} />
      )}
      {incomplete.length > 0 && <Incomplete missing={incomplete} table={table} />}
      <InformationNotice {...view} text={NOTICES[information]} />
      {unconfirmed.length > 0 && (
        <OwnTextsNotice {...view} sections={sectionList(unconfirmed, await getLocale(), table)} />
      )}
      <ActionForm action={deliver} hidden={{ store, request: request.id }} className="group/deliver grid gap-5">
        <Radios name="method" legend={t("how")} options={options} defaultValue={chosen} />
        <div className="hidden group-has-[[value=encrypted\_email]:checked]/deliver:block">
          <Textarea name="publicKey" label={t("publicKey")} hint={t("publicKeyHint")} rows={3} spellCheck={false} />
        </div>
        <div className="hidden gap-5 group-has-[[value=encrypted\_email]:checked]/deliver:grid group-has-[[value=link]:checked]/deliver:grid">
          <TemplatePicker storeId={storeId} kind="message" field="message" locale={request.locale} />
          <Textarea
            name="message"
            label={t("message")}
            hint={t("messageHint")}
            maxLength={MAX_MESSAGE_LENGTH}
            rows={3}
            dir="auto"
          />
        </div>
        <div className="hidden gap-5 group-has-[[value=outside]:checked]/deliver:grid">
          <Select
            name="how"
            label={t("handedOver")}
            options={handoverChannels.map((value) => ({ value, label: t(`way-${value}`) }))}
          />
          <Textarea
            name="note"
            label={t("handedOverNote")}
            hint={t("handedOverNoteHint")}
            maxLength={MAX_REASON_LENGTH}
            rows={2}
          />
        </div>
        {!provesIdentity(request) && <IdentityFields {...request} />}
        {incomplete.length > 0 && <Checkbox name="incomplete" label={t("incomplete")} hint={t("incompleteHint")} />}
        {lostCount > 0 && <Checkbox name="looked" label={t("looked")} hint={t("lookedHint", { count: lostCount })} />}
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton blockedBy={isHeldBack ? UNREVIEWED_ID : undefined}>{t("deliver")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
      {made && <AskToVerify {...view} />}
    </Dialog>
  );
}

/** How many sections of how many are reviewed. */
function countsOf({ sections, missing }: ReviewProgress) {
  return { done: sections.length - missing.length, count: sections.length };
}

/**
 * Asks how the store has checked who the person is: as when staff entered the request, unless they choose anew. Any other
 * way has to be described.
 */
async function IdentityFields({ identityCheck, identityNote }: RequestView["request"]) {
  const t = await getTranslations("deliver");
  const options = Object.values(IdentityCheck).map((value) => ({ value, label: t(`identity-${value}`) }));
  return (
    <>
      <Select
        name="identity"
        label={t("identity")}
        hint={t("identityHint")}
        options={[{ value: "", label: t("identityChoose") }, ...options]}
        defaultValue={identityCheck ?? ""}
      />
      <div className="hidden group-has-[[name=identity]_[value=other]:checked]/deliver:block">
        <Textarea
          name="identityNote"
          label={t("identityNote")}
          hint={t("identityNoteHint")}
          maxLength={500}
          rows={2}
          defaultValue={identityNote ?? ""}
        />
      </div>
    </>
  );
}
