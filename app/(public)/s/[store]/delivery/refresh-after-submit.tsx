"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

// The answer to the form is a file, which does not change the page: it is refreshed shortly after, and again for
// slow connections, to show what has changed.
const AFTER_MS = [1500, 4000, 10_000, 30_000];

/** Inside a form whose answer is a download: refreshes the page once the download has started. */
export function RefreshAfterSubmit() {
  const place = useRef<HTMLSpanElement>(null);
  const router = useRouter();
  useEffect(() => {
    const form = place.current?.closest("form");
    const timers: number[] = [];
    const wait = () => timers.push(...AFTER_MS.map((ms) => window.setTimeout(() => router.refresh(), ms)));
    form?.addEventListener("submit", wait);
    return () => {
      form?.removeEventListener("submit", wait);
    };
  }, [router]);
  return <span ref={place} hidden />;
}
