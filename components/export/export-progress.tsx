"use client";

import { useRouter } from "next/navigation";
import { useContext, useEffect, useState } from "react";
import { PageContext } from "@/components/ui/page-context";
import type { ExportProgress as Progress } from "@/lib/export/read-progress";
import type { ExportProgressTexts } from "./export-progress-texts";

const POLL_MILLISECONDS = 1000;

/**
 * The live progress of an export that is queued or collecting. Polls every second; when the export
 * has ended, the page is rendered again. Without JavaScript, a link does that.
 */
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
  const [progress, setProgress] = useState(initial);
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const aborter = new AbortController();
    async function poll() {
      const answer = await ask(`/api/stores/${store}/exports/${exportId}/progress`, aborter.signal);
      if (aborter.signal.aborted) return;
      if (answer === "gone") return router.refresh();
      if (answer) setProgress(answer);
      if (answer && answer.state !== "queued" && answer.state !== "collecting") return router.refresh();
      timer = setTimeout(poll, POLL_MILLISECONDS);
    }
    timer = setTimeout(poll, POLL_MILLISECONDS);
    return () => {
      aborter.abort();
      clearTimeout(timer);
    };
  }, [store, exportId, router]);
  const { rowsCollected, rowsExpected } = progress;
  const counted = rowsExpected !== null && rowsExpected > 0;
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <div className="grid gap-2">
      {/* Changes with the section only, so that it is not read out every second. */}
      <p role="status" className="font-medium">
        {stepOf(progress, texts)}
      </p>
      <progress
        aria-label={texts.label}
        className="h-2 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
        {...(counted && { max: rowsExpected, value: Math.min(rowsCollected, rowsExpected) })}
      />
      <p className="min-h-5 text-sm tabular-nums text-ink-soft">
        {counted &&
          texts.rows
            .replace("{collected}", number(rowsCollected))
            .replace("{expected}", number(Math.max(rowsExpected, rowsCollected)))}
      </p>
      <p className="text-sm text-ink-soft">{texts.leave}</p>
      <noscript>
        <a href={href} className="text-sm underline">
          {texts.refresh}
        </a>
      </noscript>
    </div>
  );
}

function stepOf({ state, section }: Progress, texts: ExportProgressTexts): string {
  if (state === "queued") return texts.queued;
  const name = section && texts.sections[section];
  return name ? texts.collecting.replace("{section}", name) : texts.packing;
}

/** "gone" if the export or the session is gone; undefined if the network failed and it should be tried again. */
async function ask(url: string, signal: AbortSignal): Promise<Progress | "gone" | undefined> {
  try {
    const response = await fetch(url, { signal, cache: "no-store" });
    if (response.status === 404) return "gone";
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
