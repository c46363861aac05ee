"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useContext, useEffect } from "react";
import { buttonClass } from "@/components/ui/button";
import { PageContext } from "@/components/ui/page-context";

/** What is shown instead of a page that failed. Its texts came with the layout, which has not. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { title, text, again } = useContext(PageContext).failure;
  const isStale: boolean = unstable_isUnrecognizedActionError(error);
  useEffect(() => {
    if (isStale) window.location.assign("/updated");
  }, [isStale]);
  if (isStale) return null;
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1>{title}</h1>
      <p className="mt-2 text-ink-soft">
        {text} {error.digest}
      </p>
      <button type="button" onClick={reset} className={`mt-6 ${buttonClass("primary")}`}>
        {again}
      </button>
    </main>
  );
}
