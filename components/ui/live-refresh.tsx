"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ask } from "./live-progress";

/** The first wait, and by how much each that finds nothing new is longer. */
const FIRST_MILLISECONDS = 1000;
const SLOWER = 1.15;
const LONGEST_MILLISECONDS = 30_000;
/** After which nobody seems to be looking any more. */
const MAX_POLLS = 200;

/**
 * Renders a page again when what it shows has changed, for as long as something is under way. It asks every second at
 * first, then ever more slowly, at most `MAX_POLLS` times after each change and only while the page can be seen. Without
 * JavaScript, a link does it.
 */
export function LiveRefresh({
  url,
  version,
  href,
  refresh,
}: {
  /** Answers with the present version as JSON: `{ version }`. */
  url: string;
  /** The version that the page shows. */
  version: string;
  /** The page that shows it. */
  href: string;
  /** The link's text. */
  refresh: string;
}) {
  const router = useRouter();
  useEffect(() => {
    const aborter = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let polls = 0;
    let wait = FIRST_MILLISECONDS;
    async function poll() {
      if (document.hidden) return void document.addEventListener("visibilitychange", poll, { once: true });
      const answer = await ask<{ version: string }>(url, aborter.signal);
      if (aborter.signal.aborted) return;
      if (answer === "gone") return router.refresh();
      if (answer && answer.version !== version) router.refresh();
      wait = Math.min(wait * SLOWER, LONGEST_MILLISECONDS);
      if (++polls < MAX_POLLS) timer = setTimeout(poll, wait);
    }
    timer = setTimeout(poll, wait);
    return () => {
      aborter.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [url, version, router]);
  return (
    <noscript>
      <a href={href} className="text-sm underline">
        {refresh}
      </a>
    </noscript>
  );
}
