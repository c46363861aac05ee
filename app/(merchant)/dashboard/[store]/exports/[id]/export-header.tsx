import { getTranslations } from "next-intl/server";
import { ExportTag } from "@/components/export/export-tag";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { FoundExport } from "@/lib/export/find-export";
import { previewCopy } from "./actions";

/** Where an export's archive is. */
export function archiveHref(store: string, exportId: string): string {
  return `/api/stores/${store}/exports/${exportId}/archive`;
}

/** Which export this is, and once it is ready, the actions: deliver or download. */
export async function ExportHeader({ store, found, mayAct }: { store: string; found: FoundExport; mayAct: boolean }) {
  const t = await getTranslations("exports");
  const review = await getTranslations("review");
  const { request } = found;
  return (
    <PageHeader
      back={{ href: `/dashboard/${store}/exports`, label: t("title") }}
      title={t("heading", { reference: request.reference })}
      tags={<ExportTag progress={found} />}
    >
      {found.state === "ready" && mayAct && (
        <div className="flex flex-wrap gap-2">
          <ButtonLink href={archiveHref(store, found.id)} download>
            {t("downloadOriginal")}
          </ButtonLink>
          <ActionForm action={previewCopy} hidden={{ store, export: found.id }}>
            <SubmitButton look="plain">{review("preview")}</SubmitButton>
          </ActionForm>
          {request.state === "open" && (
            <ButtonLink href={`/dashboard/${store}/requests/${request.id}?dialog=deliver`} look="primary">
              {review("deliver")}
            </ButtonLink>
          )}
        </div>
      )}
    </PageHeader>
  );
}
