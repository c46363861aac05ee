import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { ListedRequest } from "@/lib/request/list-requests";

/** A request's state; of an open one, how far its export is. */
export async function RequestStatus({ state, made }: { state: ListedRequest["state"]; made: ListedRequest["export"] }) {
  const t = await getTranslations("states");
  if (state !== "open" || !made) return <Tag tone={STATES[state]}>{t(state)}</Tag>;
  const { state: exportState, rowsCollected, rowsExpected } = made;
  const counted = exportState === "collecting" && rowsExpected !== null && rowsExpected > 0;
  return (
    <Tag tone={EXPORTS[exportState]}>
      {counted
        ? t("collectingShare", { share: Math.min(1, rowsCollected / rowsExpected) })
        : t(`export-${exportState}`)}
    </Tag>
  );
}

const STATES: Record<ListedRequest["state"], TagTone> = {
  unverified: "calm",
  open: "wait",
  answered: "good",
  refused: "late",
  cancelled: "calm",
};

const EXPORTS: Record<NonNullable<ListedRequest["export"]>["state"], TagTone> = {
  queued: "calm",
  collecting: "calm",
  ready: "wait",
  failed: "late",
  expired: "calm",
};
