import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { searchName } from "@/lib/archive/searches";
import type { FoundExport } from "@/lib/export/find-export";
import { exportAgain } from "./actions";

/** What an export's state means, and what to do about it. */
export async function ExportNotices({
  store,
  found,
  mayAct,
  undecided,
}: {
  store: string;
  found: FoundExport;
  mayAct: boolean;
  /** How many records nobody has decided about that may be the person's. */
  undecided: number;
}) {
  const t = await getTranslations("exports");
  const { locale } = await currentReader();
  const { state, request, replacedBy } = found;
  const retry = (label: string, retryOf?: string) =>
    mayAct && request.state === "open" && <RetryForm {...{ store, label, retryOf }} requestId={request.id} />;
  const failed = found.sections.filter(({ failure }) => failure);
  const missed = found.searches
    .filter(({ searched, notSearched }) => !searched && notSearched !== "not_connected")
    .map((search) => searchName(search, locale));
  return (
    <>
      {state === "ready" && !mayAct && <Notice tone="calm">{t("viewerText")}</Notice>}
      {state === "ready" && replacedBy && (
        <Notice tone="wait">
          {t.rich("replaced", {
            link: (text) => (
              <Link href={`/dashboard/${store}/exports/${replacedBy}`} className="underline underline-offset-2">
                {text}
              </Link>
            ),
          })}
        </Notice>
      )}
      {state === "ready" && request.state === "open" && undecided > 0 && (
        <Notice tone="wait">
          <p className="font-semibold">{t("undecidedTitle", { count: undecided })}</p>
          <p className="mt-1 text-sm">
            {t.rich("undecidedText", {
              link: (text) => (
                <Link href={`/dashboard/${store}/requests/${request.id}`} className="underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </p>
        </Notice>
      )}
      {state === "ready" && failed.length + missed.length > 0 && (
        <Notice tone="wait">
          <p className="font-semibold">
            {missed.length > 0
              ? t("missedTitle", { sources: missed.join(", ") })
              : t("partTitle", { count: failed.length })}
          </p>
          <p className="mt-1 text-sm">
            {t("partText")} {mayAct && request.state === "open" && !replacedBy && t("againText")}
          </p>
          {!replacedBy && retry(t("tryAgain"), found.id)}
        </Notice>
      )}
      {(state === "failed" || state === "expired") && (
        <Notice tone={state === "failed" ? "late" : "calm"}>
          <p className="font-semibold">{t(`${state}Title`)}</p>
          <p className="mt-1 text-sm">{t(`${state}Text`)}</p>
          {retry(t(state === "failed" ? "tryAgain" : "again"))}
        </Notice>
      )}
      {(state === "queued" || state === "collecting") && (
        <Card label={t("progressLabel")}>
          <ExportProgress
            store={store}
            exportId={found.id}
            initial={{
              state,
              section: found.section,
              rowsCollected: found.rowsCollected,
              rowsExpected: found.rowsExpected,
            }}
            texts={await exportProgressTexts(found.table)}
            href={`/dashboard/${store}/exports/${found.id}`}
          />
        </Card>
      )}
    </>
  );
}

/** The button that exports the same request again, and opens the new export. */
function RetryForm({
  store,
  requestId,
  label,
  retryOf,
}: {
  store: string;
  requestId: string;
  label: string;
  /** The export whose failed sources alone are read again. */
  retryOf: string | undefined;
}) {
  return (
    <div className="mt-3">
      <ActionForm action={exportAgain} hidden={{ store, requestId, ...(retryOf && { retryOf }) }}>
        <SubmitButton look="plain">{label}</SubmitButton>
      </ActionForm>
    </div>
  );
}
