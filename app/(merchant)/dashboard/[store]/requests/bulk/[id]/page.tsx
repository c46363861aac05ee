import { getTranslations } from "next-intl/server";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { PageHeader } from "@/components/ui/page-header";
import { isAssigneeTold, undoableUntil } from "@/lib/bulk/bulk-act";
import { findBulk, readBulkProgress } from "@/lib/bulk/find-bulk";
import { hasExpired } from "@/lib/expiry";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { undoSelected } from "../../bulk-actions";
import { BulkProgress } from "./bulk-progress";
import { LeftOut } from "./left-out";

export async function generateMetadata() {
  return { title: (await getTranslations("bulk"))("title") };
}

/** What an act on many requests did: its progress, then its result with what was left out and why, and Undo. */
export default async function BulkPage({ params, searchParams }: PageProps<"/dashboard/[store]/requests/bulk/[id]">) {
  const { store, id: bulkId } = await params;
  const base = `/dashboard/${store}/requests`;
  const href = `${base}/bulk/${bulkId}`;
  const member = await requireMember(store, "request.view", href);
  const target = { storeId: member.store.id, bulkId };
  const act = await findBulk(target);
  if (!act || act.state === "asked") return <NothingHere />;
  const t = await getTranslations("bulk");
  const isRunning = act.state === "queued" || act.state === "undoing";
  const progress = isRunning ? await readBulkProgress(target) : undefined;
  const until = undoableUntil(act);
  const { kind, state, selectedCount, doneCount, undoneCount, assigneeName } = act;
  const kindKey = kind === "assign" && !assigneeName ? "unassign" : kind;
  const counts = { all: selectedCount, count: doneCount ?? selectedCount, undone: undoneCount ?? 0 };
  const isTold = kind === "assign" && state === "finished" && isAssigneeTold(act, doneCount ?? 0);
  const from = Number((await searchParams).from);
  return (
    <div className="grid max-w-[760px] gap-[18px]">
      <PageHeader
        back={{ href: base, label: t("back") }}
        title={t(state === "undone" || state === "undoing" ? state : `${isRunning ? "doing" : "done"}-${kindKey}`, {
          ...counts,
          name: assigneeName ?? "",
        })}
      >
        {until && !hasExpired(until) && (doneCount ?? 0) > 0 && may(member.role, "request.bulk") && (
          <ActionForm action={undoSelected} hidden={{ store, bulk: bulkId }}>
            <SubmitButton look="plain">{t("undo")}</SubmitButton>
          </ActionForm>
        )}
      </PageHeader>
      <p className="text-sm text-ink-soft">
        {t.rich("by", { name: act.actorName, at: () => <LocalTime at={act.createdAt} /> })}{" "}
        {act.undoneByName && t("undoneBy", { name: act.undoneByName })}
        {until && !hasExpired(until) && t.rich("undoUntil", { at: () => <LocalTime at={until} /> })}
        {isTold && ` ${t("emailSoon", { name: assigneeName ?? "" })}`}
      </p>
      {progress ? (
        <Card>
          <BulkProgress
            store={store}
            bulkId={bulkId}
            initial={progress}
            href={href}
            texts={{
              step: t(state === "undoing" ? "stepUndoing" : "stepDoing"),
              counted: t("counted", { settled: "SETTLED", total: "TOTAL" }),
              label: t("progress"),
              leave: t("leave"),
              refresh: t("refresh"),
            }}
          />
        </Card>
      ) : (
        <LeftOut act={act} base={base} href={href} from={Number.isInteger(from) && from > 0 ? from : 0} />
      )}
    </div>
  );
}
