import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { LocalTime } from "@/components/ui/local-time";
import { MAX_VALUE_LENGTH } from "@/lib/correction/correct-record";
import { type CorrectableValue, listChanges, listCorrectable } from "@/lib/correction/list-corrections";
import { versionOf } from "@/lib/correction/value-version";
import { correctValue, undoValue } from "./correction-actions";
import { type RequestView, recordId } from "./request-view";

/** The imported customers that a correction is about: each value as it is, what it was, and the way to correct it. */
export async function CorrectRecords(view: RequestView) {
  const t = await getTranslations("correction");
  const { storeId, request, records, store } = view;
  const found = await listCorrectable({ storeId, requestId: request.id }, records);
  const labelOf = (customerId: string) => records.find(({ customer }) => customer?.id === customerId)?.label;
  if (found.length === 0) return null;
  return (
    <div className="mt-4 grid gap-4">
      {found.map(({ customerId, values }) => (
        <section key={customerId}>
          <h3
            id={recordId(customerId)}
            tabIndex={-1}
            className="w-fit scroll-mt-32 rounded-[4px] text-sm font-medium wrap-anywhere"
          >
            {t("inRecords")}{" "}
            <a dir="auto" href={`/dashboard/${store}/customers/${customerId}`} className="underline">
              {labelOf(customerId) ?? t("unnamed")}
            </a>
          </h3>
          {values.length === 0 ? (
            <p className="mt-1.5 max-w-[72ch] text-sm text-ink-soft">{t("notHere")}</p>
          ) : (
            <dl className="mt-2 rounded-control border border-line text-sm">
              {values.map((value) => (
                <Value key={value.field} view={view} customerId={customerId} {...value} />
              ))}
            </dl>
          )}
        </section>
      ))}
    </div>
  );
}

/** One value, with its correction and a form to correct it. */
async function Value({
  view,
  customerId,
  field,
  value,
  change,
}: CorrectableValue & { view: RequestView; customerId: string }) {
  const t = await getTranslations("correction");
  const fields = await getTranslations("archive.words.correctedField");
  const { store, request, can } = view;
  const mayAct = request.state === "open" && can("request.answer");
  const name = fields(field);
  const hidden = { store, request: request.id, customer: customerId, field };
  const typed = {
    ...{ name: "value", label: t("newValue", { name }), defaultValue: value ?? "", maxLength: MAX_VALUE_LENGTH },
    ...(field === "country" && { hint: t("countryHint") }),
  };
  return (
    <div className="grid gap-x-3 gap-y-1 border-b border-line px-3.5 py-2 last:border-b-0 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <span className="min-w-0 grow basis-40 wrap-anywhere">
          {change && <Change from={change.oldValue} empty={t("empty")} was={t("was")} is={t("is")} />}
          <Text text={value} empty={t("empty")} />
          {change && (
            <span className="block text-[13px] text-ink-soft">
              {t.rich("by", { name: () => <bdi>{change.byName}</bdi>, at: () => <LocalTime at={change.at} /> })}
            </span>
          )}
        </span>
        {mayAct && change && (
          <ActionForm action={undoValue} hidden={hidden}>
            <SubmitButton look="plain">
              {t("undo")} <span className="sr-only">{name}</span>
            </SubmitButton>
          </ActionForm>
        )}
        {mayAct && (
          <details className="open:basis-full">
            <summary className="w-fit rounded-[4px] underline decoration-line-strong underline-offset-3">
              {t("correct")} <span className="sr-only">{name}</span>
            </summary>
            <ActionForm
              action={correctValue}
              hidden={{ ...hidden, shown: versionOf(value) }}
              className="mt-2 grid gap-2"
            >
              {field === "note" ? <Textarea {...typed} /> : <Field {...typed} />}
              <SubmitButton look="plain">{t("save")}</SubmitButton>
            </ActionForm>
          </details>
        )}
      </dd>
    </div>
  );
}

/** What was corrected for a closed request, as it was then. */
export async function CorrectedValues({ storeId, request }: RequestView) {
  const t = await getTranslations("correction");
  const emails = await getTranslations("emails.corrected");
  const fields = await getTranslations("archive.words.correctedField");
  const changes = await listChanges({ storeId, requestId: request.id });
  if (changes.length === 0) return null;
  return (
    <div className="mt-3 text-sm">
      <h3 className="font-medium">{emails("changesTitle")}</h3>
      <ul className="mt-1.5 grid gap-1">
        {changes.map(({ field, oldValue, newValue }) => (
          <li key={[field, oldValue, newValue].join()} className="wrap-anywhere">
            <span className="text-ink-soft">{fields(field)}:</span>{" "}
            <Change from={oldValue} empty={t("empty")} was={t("was")} is={t("is")} />
            <Text text={newValue} empty={t("empty")} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a value was, struck through, before what it is now. */
function Change({ from, empty, was, is }: { from: string | null; empty: string; was: string; is: string }) {
  return (
    <>
      <span className="sr-only">{was} </span>
      <del className="text-ink-soft">
        <Text text={from} empty={empty} />
      </del>
      <span aria-hidden> → </span>
      <span className="sr-only">{is} </span>
    </>
  );
}

function Text({ text, empty }: { text: string | null; empty: string }) {
  return text === null ? (
    <span className="text-ink-soft">{empty}</span>
  ) : (
    <bdi className="whitespace-pre-line">{text}</bdi>
  );
}
