"use client";

import { useContext } from "react";
import { LiveProgress } from "@/components/ui/live-progress";
import { PageContext } from "@/components/ui/page-context";
import type { BulkProgress as Progress } from "@/lib/bulk/find-bulk";

/** The live progress of an act on many requests, or of undoing it. */
export function BulkProgress({
  store,
  bulkId,
  initial,
  texts,
  href,
}: {
  /** The store's slug. */
  store: string;
  bulkId: string;
  initial: Progress;
  texts: { step: string; counted: string; label: string; leave: string; refresh: string };
  /** The page that shows it. */
  href: string;
}) {
  const { locale } = useContext(PageContext);
  return (
    <LiveProgress
      url={`/api/stores/${store}/bulk/${bulkId}/progress`}
      initial={initial}
      isRunning={isRunning}
      view={({ settled, total }) => ({
        step: texts.step,
        done: {
          value: settled,
          max: total,
          text: texts.counted
            .replace("SETTLED", settled.toLocaleString(locale))
            .replace("TOTAL", total.toLocaleString(locale)),
        },
      })}
      texts={texts}
      href={href}
    />
  );
}

function isRunning({ state }: Progress): boolean {
  return state === "queued" || state === "undoing";
}
