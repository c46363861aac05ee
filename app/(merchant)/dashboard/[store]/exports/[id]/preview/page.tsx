import { getTranslations } from "next-intl/server";
import { previewCopy } from "@/app/(merchant)/dashboard/[store]/exports/[id]/actions";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { pageTitle } from "@/app/page-title";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { findExport } from "@/lib/export/find-export";
import { listRedactions } from "@/lib/review/list-redactions";
import { findCurrentCopy } from "@/lib/review/preview-copy";
import { requireMember } from "@/lib/sign-in/member";

export const generateMetadata = pageTitle("review", "previewTitle");

/** What the customer would get: the reviewed copy, or the export itself where nothing is redacted. */
export default async function PreviewPage({ params }: PageProps<"/dashboard/[store]/exports/[id]/preview">) {
  const { store, id } = await params;
  const href = `/dashboard/${store}/exports/${id}/preview`;
  const member = await requireMember(store, "export.download", href);
  const storeId = member.store.id;
  const found = await findExport({ storeId, exportId: id });
  if (!found) return <NothingHere />;
  const exportId = found.reviewOfId ?? id;
  const t = await getTranslations("review");
  const { state, request, section, rowsCollected, rowsExpected } = found;
  const isRunning = state === "queued" || state === "collecting";
  const isCurrent = (await findCurrentCopy({ storeId, exportId })) === id;
  const count = (await listRedactions({ storeId, exportId })).length;
  const file = (path: string) => `/api/stores/${store}/exports/${id}/${path}`;
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: `/dashboard/${store}/requests/${request.id}`, label: t("previewBack") }}
        title={t("previewTitle")}
        mark={request.reference}
      />
      {!isCurrent && (
        <Notice tone="wait">
          <p className="mb-3 text-sm">{t("previewOld")}</p>
          <ActionForm action={previewCopy} hidden={{ store, export: exportId }}>
            <SubmitButton look="plain">{t("previewAgain")}</SubmitButton>
          </ActionForm>
        </Notice>
      )}
      <Card label={t("previewTitle")}>
        {isRunning && (
          <ExportProgress
            store={store}
            exportId={id}
            initial={{ state, section, rowsCollected, rowsExpected }}
            texts={await exportProgressTexts(found.table)}
            href={href}
          />
        )}
        {state === "ready" && (
          <>
            <h2 id="preview" tabIndex={-1} className="w-fit rounded-[4px]">
              {t("previewReady")}
            </h2>
            <p className="mt-1 mb-4 max-w-[72ch] text-sm text-ink-soft">{t("previewText", { count })}</p>
            <div className="flex flex-wrap gap-2">
              <ButtonLink href={file("pages/index.html")} target="_blank" look="primary">
                {t("previewOpen")}
              </ButtonLink>
              <ButtonLink href={file("archive")} download>
                {t("previewDownload")}
              </ButtonLink>
              <ButtonLink href={`/dashboard/${store}/exports/${exportId}`}>{t("previewReview")}</ButtonLink>
            </div>
          </>
        )}
        {(state === "failed" || state === "expired") && <p className="text-sm">{t("previewGone")}</p>}
      </Card>
    </div>
  );
}
