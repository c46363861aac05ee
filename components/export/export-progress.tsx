"use client";

import { useContext } from "react";
import { LiveProgress } from "@/components/ui/live-progress";
import { PageContext } from "@/components/ui/page-context";
import type { ExportProgress as Progress } from "@/lib/export/read-progress";
import type { ExportProgressTexts } from "./export-progress-texts";

/** The live progress of an export that is queued or collecting. */
export function ExportProgress({
  store,
  exportId,
  initial,
  texts,
  href,
}: {
  /** The store's slug. */
  store: string;
  exportId: string;
  /** The progress as the server read it. */
  initial: Progress;
  texts: ExportProgressTexts;
  /** The page that shows it. */
  href: string;
}) {
  const { locale } = useContext(PageContext);
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <LiveProgress
      url={`/api/stores/${store}/exports/${exportId}/progress`}
      initial={initial}
      isRunning={isRunning}
      view={(progress) => {
        const { rowsCollected, rowsExpected } = progress;
        const text = (max: number) =>
          texts.rows
            .replace("{collected}", number(rowsCollected))
            .replace("{expected}", number(Math.max(max, rowsCollected)));
        return {
          step: stepOf(progress, texts),
          done: rowsExpected ? { value: rowsCollected, max: rowsExpected, text: text(rowsExpected) } : undefined,
        };
      }}
      texts={texts}
      href={href}
    />
  );
}

function isRunning({ state }: Progress): boolean {
  return state === "queued" || state === "collecting";
}

function stepOf({ state, section }: Progress, texts: ExportProgressTexts): string {
  if (state === "queued") return texts.queued;
  const name = section && texts.sections[section];
  return name ? texts.collecting.replace("{section}", name) : texts.packing;
}
