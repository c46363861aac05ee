import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { isolate } from "@/lib/isolate";
import { requireMember } from "@/lib/sign-in/member";
import { findImport, listImports, progressOf } from "@/lib/upload/find-imports";
import { MAX_UPLOAD_BYTES } from "@/lib/upload/receive-file";
import { ImportProgress } from "./import-progress";
import { ImportResult } from "./import-result";
import { importProgressTexts, importUploadTexts } from "./import-texts";
import { ImportUpload } from "./import-upload";
import { PastImports } from "./past-imports";

export const generateMetadata = pageTitle("imports", "title");

const NEWS_MS = 10 * 60_000;

/** Where an owner imports files: the drop area, or the import that is in progress; then what came of the last one. */
export default async function ImportPage({ params, searchParams }: PageProps<"/dashboard/[store]/import">) {
  const { store: slug } = await params;
  const { id } = await searchParams;
  const base = `/dashboard/${slug}/import`;
  const { store } = await requireMember(slug, "import.run", base);
  const t = await getTranslations("imports");
  const found = await findImport(store.id, typeof id === "string" ? id : undefined);
  const past = await listImports(store.id);
  const isRunning = found && ["checking", "queued", "importing"].includes(found.state);
  const isBrokenOff = found?.state === "uploading";
  const result = found && !isRunning && !isBrokenOff && <ImportResult slug={slug} found={found} />;
  // What was just awaited, or asked for.
  const isResultFirst = id !== undefined || (found?.endedAt && Date.now() - found.endedAt.getTime() < NEWS_MS);
  return (
    <div className="grid gap-[18px]">
      <div>
        <h1>{t("heading")}</h1>
        <p className="mt-1 max-w-[68ch] text-ink-soft">{t("intro")}</p>
      </div>
      <div className="hidden noscript:block">
        <Notice tone="wait">
          <p className="wrap-anywhere">{t("needsScript", { store: slug })}</p>
        </Notice>
      </div>
      {isRunning && (
        <Card label={t("progressLabel")}>
          <ImportProgress
            key={found.state}
            store={slug}
            importId={found.id}
            initial={progressOf(found)}
            texts={await importProgressTexts()}
            href={base}
          />
        </Card>
      )}
      {isBrokenOff && (
        <Notice tone="wait">
          <p className="font-semibold">{t("brokenOffTitle")}</p>
          <p className="mt-1 text-sm">{t("brokenOffText", { name: isolate(found.startedByName ?? "") })}</p>
        </Notice>
      )}
      {isResultFirst && result}
      {!isRunning && found?.state !== "ready" && (
        // One upload is over once its import has ended, however soon that was.
        <ImportUpload key={past[0]?.id} store={slug} maxBytes={MAX_UPLOAD_BYTES} texts={await importUploadTexts()} />
      )}
      {!isResultFirst && result}
      <PastImports base={base} imports={past} />
    </div>
  );
}
