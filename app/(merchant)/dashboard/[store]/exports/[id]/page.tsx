import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { StartDownload } from "@/components/ui/start-download";
import { findExport } from "@/lib/export/find-export";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { countUndecided } from "@/lib/subject/list-records";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { ExportContents } from "./export-contents";
import { ExportFacts } from "./export-facts";
import { archiveHref, ExportHeader } from "./export-header";
import { ExportNotices } from "./export-notices";
import { ExportSources } from "./export-sources";
import { loadReview } from "./review";
import { ReviewOverview } from "./review-overview";
import { ReviewRows } from "./review-rows";
import { readView, viewQuery } from "./review-view";
import { SectionNav } from "./section-nav";

export const generateMetadata = pageTitle("exports", "exportTitle");

export default async function ExportPage({ params, searchParams }: PageProps<"/dashboard/[store]/exports/[id]">) {
  const { store, id } = await params;
  const query = await searchParams;
  const view = readView(query);
  const href = `/dashboard/${store}/exports/${id}`;
  // The link of an email: the download starts, at once or after signing in.
  const wantsDownload = query.download !== undefined;
  const member = await requireMember(store, "export.view", `${href}${wantsDownload ? "?download" : viewQuery(view)}`);
  const found = await findExport({ storeId: member.store.id, exportId: id });
  if (!found) return <NothingHere />;
  // A reviewed copy was not reviewed itself.
  if (found.reviewOfId) redirect(`/dashboard/${store}/exports/${found.reviewOfId}`);
  const timeZone = member.merchant.timeZone ?? member.store.timeZone ?? DEFAULT_TIME_ZONE;
  const mayAct = may(member.role, "export.redact");
  const review = found.state === "ready" && mayAct ? await loadReview(member.store.id, store, found, view) : undefined;
  const undecided = await countUndecided(member.store.id, found.request.id);
  const contents = (
    <>
      <ExportNotices store={store} found={found} mayAct={mayAct} undecided={undecided} />
      {review && <ReviewOverview review={review} />}
      {found.state !== "queued" && found.state !== "collecting" && (
        <ExportContents found={found} review={review && href} />
      )}
      {found.searches.length > 0 && (
        <ExportSources store={store} storeId={member.store.id} found={found} timeZone={timeZone} />
      )}
    </>
  );
  return (
    <div className="grid gap-[18px]">
      <ExportHeader store={store} found={found} mayAct={mayAct} />
      {wantsDownload && found.state === "ready" && may(member.role, "export.download") && (
        <DownloadNotice archiveHref={archiveHref(store, found.id)} />
      )}
      {review ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[232px_minmax(0,1fr)]">
          <SectionNav review={review} />
          {view.section ? (
            <Card padded={false}>
              <ReviewRows storeId={member.store.id} review={review} section={view.section} query={query} />
            </Card>
          ) : (
            <div className="grid min-w-0 gap-5">
              {contents}
              <ExportFacts store={store} found={found} />
            </div>
          )}
        </div>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="grid min-w-0 gap-5">{contents}</div>
          <ExportFacts store={store} found={found} />
        </div>
      )}
    </div>
  );
}

/** Starts the download; without script a second later, so that the page has arrived and says so. */
async function DownloadNotice({ archiveHref }: { archiveHref: string }) {
  const t = await getTranslations("exports");
  return (
    <Notice tone="good">
      <StartDownload href={archiveHref} />
      <noscript>
        <meta httpEquiv="refresh" content={`1;url=${archiveHref}`} />
      </noscript>
      {t.rich("downloadStarts", {
        link: (text) => (
          <a href={archiveHref} download className="underline underline-offset-2">
            {text}
          </a>
        ),
      })}
    </Notice>
  );
}
