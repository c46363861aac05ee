"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

const POLL_MILLISECONDS = 1000;

/** What is shown of a job's progress. */
export interface ProgressView {
  /** Read out when it changes. */
  step: string;
  /** Undefined until it can be counted. */
  done?: { value: number; max: number; text: string } | undefined;
}

/**
 * The live progress of a job. Polls every second while the page can be seen; when the job has ended, the page is rendered
 * again. Without JavaScript, a link does that.
 */
export function LiveProgress<Progress>({
  url,
  initial,
  isRunning,
  view,
  texts,
  href,
}: {
  /** Answers with the progress as JSON. */
  url: string;
  /** The progress as the server read it. */
  initial: Progress;
  /** The same function in each render. */
  isRunning: (progress: Progress) => boolean;
  view: (progress: Progress) => ProgressView;
  texts: { label: string; leave: string; refresh: string };
  /** The page that shows it. */
  href: string;
}) {
  const [progress, setProgress] = useState(initial);
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const aborter = new AbortController();
    async function poll() {
      if (document.hidden) return void document.addEventListener("visibilitychange", poll, { once: true });
      const answer = await ask<Progress>(url, aborter.signal);
      if (aborter.signal.aborted) return;
      if (answer === "gone") return router.refresh();
      if (answer) setProgress(answer);
      if (answer && !isRunning(answer)) return router.refresh();
      timer = setTimeout(poll, POLL_MILLISECONDS);
    }
    timer = setTimeout(poll, POLL_MILLISECONDS);
    return () => {
      aborter.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [url, isRunning, router]);
  const { step, done } = view(progress);
  return (
    <div className="grid gap-2">
      {/* Changes with the step only, so that it is not read out every second. */}
      <p aria-live="polite" className="font-medium wrap-anywhere">
        {step}
      </p>
      <ProgressBar label={texts.label} done={done} />
      <p className="text-sm text-ink-soft">{texts.leave}</p>
      <noscript>
        <a href={href} className="text-sm underline">
          {texts.refresh}
        </a>
      </noscript>
    </div>
  );
}

/** A bar with what it counts below it. */
export function ProgressBar({ label, done }: { label: string; done: ProgressView["done"] }) {
  return (
    <>
      <progress
        aria-label={label}
        className="h-2 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
        {...(done && { max: done.max, value: Math.min(done.value, done.max) })}
      />
      <p className="min-h-5 text-sm tabular-nums text-ink-soft">{done?.text}</p>
    </>
  );
}

/** Asks for JSON. @returns "gone" if it or the session is; undefined if the network failed and it should be tried again. */
export async function ask<Progress>(url: string, signal: AbortSignal): Promise<Progress | "gone" | undefined> {
  try {
    const response = await fetch(url, { signal, cache: "no-store" });
    if (response.status === 404) return "gone";
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
