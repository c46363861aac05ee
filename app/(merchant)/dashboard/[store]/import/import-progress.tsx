"use client";

import { useContext } from "react";
import { formatBytes } from "@/components/ui/format-bytes";
import { LiveProgress } from "@/components/ui/live-progress";
import { PageContext } from "@/components/ui/page-context";
import type { ImportProgress as Progress } from "@/lib/upload/find-imports";
import type { ImportProgressTexts } from "./import-texts";

/** The live progress of an import that is checked, waits or is in progress. */
export function ImportProgress({
  store,
  importId,
  initial,
  texts,
  href,
}: {
  /** The store's slug. */
  store: string;
  importId: string;
  initial: Progress;
  texts: ImportProgressTexts;
  /** The page that shows it. */
  href: string;
}) {
  const { locale } = useContext(PageContext);
  return (
    <LiveProgress
      url={`/api/stores/${store}/imports/${importId}/progress`}
      initial={initial}
      isRunning={isRunning}
      view={(progress) => {
        const { bytesRead, bytesTotal, rows } = progress;
        const text = texts.bytes
          .replace("{read}", formatBytes(bytesRead, locale))
          .replace("{total}", formatBytes(bytesTotal, locale))
          .replace("{rows}", rows.toLocaleString(locale));
        const isCounted = progress.state !== "queued" && bytesTotal > 0;
        return {
          step: stepOf(progress, texts),
          done: isCounted ? { value: bytesRead, max: bytesTotal, text } : undefined,
        };
      }}
      texts={texts}
      href={href}
    />
  );
}

function isRunning({ state }: Progress): boolean {
  return state === "checking" || state === "queued" || state === "importing";
}

function stepOf({ state, file }: Progress, texts: ImportProgressTexts): string {
  if (state === "queued" || !file) return texts.queued;
  return (state === "checking" ? texts.checking : texts.importing)
    .replace("{place}", String(file.place))
    .replace("{count}", String(file.count))
    .replace("{name}", () => file.name);
}
