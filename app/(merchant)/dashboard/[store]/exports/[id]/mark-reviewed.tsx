import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { isolate } from "@/lib/isolate";
import type { SectionKey } from "@/lib/section/sections";
import { markSection } from "./actions";
import type { Review } from "./review";
import { MARK_ID, viewQuery } from "./review-view";

/** Marks a section as reviewed; once it is: by whom and when, the way back, and the next section that is not. */
export function MarkReviewed({ review, section }: { review: Review; section: SectionKey }) {
  const { store, found, view, progress, t, words } = review;
  const mark = progress.marks.get(section);
  const [next] = progress.missing;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {mark && (
        <span className="text-[13px] text-ink-soft">
          <span className="font-medium text-good">{t("reviewedBy", { name: isolate(mark.by) })}</span> ·{" "}
          <LocalTime at={mark.at} />
        </span>
      )}
      <ActionForm
        action={markSection}
        hidden={{
          ...{ store, export: found.id, view: viewQuery(view), section },
          reviewed: mark ? "no" : "yes",
        }}
      >
        <SubmitButton look={mark ? "link" : "plain"} id={MARK_ID}>
          {t(mark ? "unmarkReviewed" : "markReviewed")} <span className="sr-only">{words.section(section)}</span>
        </SubmitButton>
      </ActionForm>
      {mark && next && (
        <a href={`/dashboard/${store}/exports/${found.id}${viewQuery({ section: next })}`} className="text-[13px]">
          {t("nextSection", { section: words.section(next) })}
        </a>
      )}
    </div>
  );
}
