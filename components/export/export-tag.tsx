import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { ExportProgress } from "@/lib/export/read-progress";

/** The state of an export, with its percentage while it collects. */
export async function ExportTag({ progress }: { progress: Omit<ExportProgress, "section"> }) {
  const t = await getTranslations("exports");
  const { state, rowsCollected, rowsExpected } = progress;
  const counted = state === "collecting" && rowsExpected !== null && rowsExpected > 0;
  const share = counted ? Math.min(1, rowsCollected / rowsExpected) : 0;
  return <Tag tone={TONES[state]}>{counted ? t("stateCollectingShare", { share }) : t(`state-${state}`)}</Tag>;
}

const TONES: Record<ExportProgress["state"], TagTone> = {
  queued: "calm",
  collecting: "calm",
  ready: "good",
  failed: "late",
  expired: "calm",
};
