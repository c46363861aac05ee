import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { Cell, Row, Table } from "@/components/ui/table";
import { reasonText } from "@/lib/import/reasons";
import { isolate } from "@/lib/isolate";
import { importableShops } from "@/lib/upload/decide-import";
import { importExpiresAt } from "@/lib/upload/expire-imports";
import type { FoundImport } from "@/lib/upload/find-imports";
import { discardUpload, runImport } from "./actions";
import { ImportProblems } from "./import-problems";

/** What a checked import would change, with the buttons that decide; or what came of one that ended. */
export async function ImportResult({ slug, found }: { slug: string; found: FoundImport }) {
  const t = await getTranslations("imports");
  const isReady = found.state === "ready";
  const guests = found.files.reduce((sum, { guestsAdded }) => sum + guestsAdded, 0);
  const hidden = { store: slug, import: found.id };
  return (
    <section aria-labelledby="import-result" className="grid gap-3">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 grow basis-64">
          <h2 id="import-result">{isReady ? t("previewTitle") : t("resultTitle", { state: found.state })}</h2>
          {found.startedByName && (
            <p className="text-sm text-ink-soft">{t("uploadedBy", { name: isolate(found.startedByName) })}</p>
          )}
        </div>
        {isReady && (
          <div className="flex flex-wrap gap-2">
            <ActionForm action={discardUpload} hidden={hidden}>
              <SubmitButton look="plain">{t("discard")}</SubmitButton>
            </ActionForm>
            <ActionForm action={runImport} hidden={hidden}>
              <Shops storeId={found.storeId} />
              <SubmitButton>{t("import")}</SubmitButton>
            </ActionForm>
          </div>
        )}
      </div>
      {isReady && (
        <p className="text-sm text-ink-soft">
          {t.rich("previewText", { date: () => <LocalTime at={importExpiresAt(found.createdAt)} /> })}
        </p>
      )}
      <Outcome found={found} />
      {found.files.some(({ kind }) => kind) && found.state !== "discarded" && (
        <Card padded={false}>
          <Counts found={found} />
        </Card>
      )}
      {guests > 0 && <p className="text-sm text-ink-soft">{t("guestsAdded", { count: guests })}</p>}
      {found.missing !== null && found.missing > 0 && found.state !== "failed" && (
        <Notice tone="calm">
          <p className="font-semibold">{t("missingTitle", { count: found.missing })}</p>
          <p className="mt-1 text-sm">
            {isReady ? (
              t("missingText")
            ) : (
              <a href={`/dashboard/${slug}/customers/missing`} className="underline">
                {t("missingLink")}
              </a>
            )}
          </p>
        </Notice>
      )}
      <ImportProblems found={found} />
    </section>
  );
}

/** Asks which of the connected shops the files are of, so that none of it comes twice into an export. */
async function Shops({ storeId }: { storeId: string }) {
  const shops = await importableShops(storeId);
  if (shops.length === 0) return null;
  const t = await getTranslations("imports");
  return (
    <Select
      label={t("shop")}
      hint={t("shopHint")}
      name="origin"
      defaultValue={shops.length === 1 ? (shops[0]?.origin ?? "") : ""}
      options={[
        { value: "", label: t("shopNone") },
        ...shops.map(({ origin, title }) => ({ value: origin, label: title })),
      ]}
    />
  );
}

async function Outcome({ found }: { found: FoundImport }) {
  const t = await getTranslations("imports");
  const locale = await getLocale();
  if (found.state === "failed")
    return (
      <Notice tone="late">
        {found.refusals.length > 0 ? (
          <>
            {found.refusals.map((reason) => (
              <p key={reasonText(reason)} className="font-semibold wrap-anywhere">
                {reasonText(reason, locale)}
              </p>
            ))}
            <p className="mt-1 text-sm">{t("refusedText")}</p>
          </>
        ) : (
          <p>{t("failedText")}</p>
        )}
      </Notice>
    );
  if (found.state === "expired" || found.state === "discarded")
    return <Notice tone="calm">{t(`${found.state}Text`)}</Notice>;
  return null;
}

async function Counts({ found }: { found: FoundImport }) {
  const t = await getTranslations("imports");
  const number = new Intl.NumberFormat(await getLocale());
  const columns = ["file", "added", "changed", "unchanged", "skipped"] as const;
  return (
    <Table
      label={t("countsLabel")}
      columns={columns.map((key) => ({ key, label: t(`column-${key}`), end: key !== "file" }))}
    >
      {found.files.map((file) => {
        const [added, changed, unchanged] = [file.added, file.changed, file.unchanged].map((value) =>
          number.format(value),
        );
        return (
          <Row key={file.number}>
            <Cell header place="lead">
              {t(file.kind === "customers" || file.kind === "orders" ? `kind-${file.kind}` : "kind-unknown")}{" "}
              <bdi className="small-print wrap-anywhere">{file.name}</bdi>
            </Cell>
            <Cell end>{added}</Cell>
            <Cell end>{changed}</Cell>
            <Cell end>{unchanged}</Cell>
            <Cell end>{number.format(file.rowsSkipped)}</Cell>
            {/* On narrow screens, where the columns are left out. */}
            <td className="rest lg:hidden">
              {t("counts", { added: added ?? "", changed: changed ?? "", unchanged: unchanged ?? "" })}
              {file.rowsSkipped > 0 && `; ${t("skipped", { count: file.rowsSkipped })}`}
              {file.corrected > 0 && `; ${t("corrected", { count: file.corrected })}`}
              {file.erased > 0 && `; ${t("erased", { count: file.erased })}`}
            </td>
          </Row>
        );
      })}
    </Table>
  );
}
