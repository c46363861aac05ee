import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { ListedRequest, RequestDelivery } from "@/lib/request/list-requests";
import { DeliveryTag } from "./delivery-tag";

/** A request's state; of an open one, how far its export is, and then its delivery. */
export async function RequestStatus({
  state,
  made,
  delivery,
}: {
  state: ListedRequest["state"];
  made: ListedRequest["export"];
  delivery: RequestDelivery | null;
}) {
  const t = await getTranslations("states");
  if (state === "answered" && delivery?.deliveredAt) return <DeliveryTag delivery={delivery} />;
  if (state !== "open") return <Tag tone={STATES[state]}>{t(state)}</Tag>;
  if (delivery) return <DeliveryTag delivery={delivery} />;
  if (!made) return <Tag tone={STATES[state]}>{t(state)}</Tag>;
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
