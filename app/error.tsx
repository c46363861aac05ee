"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useEffect } from "react";
import { buttonClass } from "@/components/ui/button";

/** What is shown instead of a page that failed. Its texts are here because the messages may be what failed. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const isStale: boolean = unstable_isUnrecognizedActionError(error);
  useEffect(() => {
    if (isStale) window.location.assign("/updated");
  }, [isStale]);
  if (isStale) return null;
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1>Something went wrong</h1>
      <p className="mt-2 text-ink-soft">
        Nothing was lost. Try again; if it keeps happening, tell us this number: {error.digest}
      </p>
      <button type="button" onClick={reset} className={`mt-6 ${buttonClass("primary")}`}>
        Try again
      </button>
    </main>
  );
}
