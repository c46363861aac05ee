"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";

/** A message that was set for this page or another one. */
export interface ShownFlash {
  /** The page that shows it; if it ends in a slash, each page directly below it. */
  path: string;
  /** The name of the cookie that carried it. */
  cookie: string;
  text: string;
  tone: "good" | "calm" | "late";
  /** The form field that shows it, in place of the notice. */
  field: string | undefined;
  /** The act on many requests that it is about. */
  bulk?: { id: string; undo: boolean } | undefined;
}

/** Above a page's content: shows a message until the page is left or a form of it is sent, which has an answer of its own. */
export function FlashNotice({ flash }: { flash: ShownFlash | null }) {
  const { current, close } = useFlash(flash);
  useEffect(() => {
    document.addEventListener("submit", close);
    return () => document.removeEventListener("submit", close);
  }, [close]);
  // Without a message it is no status, so that a page whose form answers in place has one of them.
  const isLate = current?.tone === "late";
  const role = isLate ? "alert" : "status";
  return (
    <div
      role={current ? role : undefined}
      aria-live={isLate ? undefined : "polite"}
      className={current ? "mb-5" : undefined}
    >
      {current && (
        <Notice tone={current.tone}>
          <FlashText text={current.text} />
        </Notice>
      )}
    </div>
  );
}

/** How long a toast is shown that asks for nothing. */
const TOAST_MILLISECONDS = 10_000;

/**
 * The dashboard's messages, at the bottom of the window and one at a time: the page's only role=status. It goes by itself
 * after ten seconds, except one that says what went wrong or offers something.
 */
export function FlashToast({
  flash,
  dismiss,
  children,
}: {
  flash: ShownFlash | null;
  /** The name of the button that closes it. */
  dismiss: string;
  /** What the message offers, such as Undo. */
  children?: ReactNode;
}) {
  const { current, offer, close } = useFlash(flash, children);
  const toast = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was pressed is often gone once it is done.
    if (current && document.activeElement === document.body) toast.current?.focus();
    return () => {
      if (toast.current?.contains(document.activeElement)) document.getElementById("content")?.focus();
    };
  }, [current]);
  const stays = current?.tone === "late" || Boolean(offer);
  useEffect(() => {
    if (!current || stays) return;
    const timer = setInterval(() => {
      if (!toast.current?.matches(":hover, :focus-within")) close();
    }, TOAST_MILLISECONDS);
    return () => clearInterval(timer);
  }, [current, stays, close]);
  return (
    <div
      ref={toast}
      role={current?.tone === "late" ? "alert" : "status"}
      tabIndex={-1}
      className="pointer-events-none fixed inset-x-4 bottom-5 z-10 flex justify-center md:left-[232px] print:hidden [html:has([data-unsaved])_&]:bottom-24"
    >
      {current && (
        <div
          className={`pointer-events-auto flex max-w-[620px] items-center gap-x-4 rounded-card py-1.5 ps-4 pe-1.5 text-sm text-paper shadow-lg [&_*]:outline-paper ${current.tone === "late" ? "bg-late" : "bg-ink"}`}
        >
          <FlashText text={current.text} />
          {offer}
          <button
            type="button"
            onClick={close}
            aria-label={dismiss}
            className="min-h-9 min-w-9 rounded-control noscript:hidden"
          >
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      )}
    </div>
  );
}

function FlashText({ text }: { text: string }) {
  return (
    <p dir="auto" className="wrap-anywhere">
      {text}
    </p>
  );
}

/** The message to show on this page, whose cookie is deleted. */
function useFlash(flash: ShownFlash | null, offer?: ReactNode) {
  const path = usePathname();
  const [shown, setShown] = useState({ flash, offer, open: true });
  const close = useCallback(() => setShown((last) => ({ ...last, open: false })), []);
  // A page that refreshes itself gets no message the second time: it keeps a success, and drops an error.
  if (flash !== shown.flash && (flash || shown.flash?.tone === "late")) setShown({ flash, offer, open: true });
  useEffect(() => {
    if (!flash || !isShownAt(flash, path)) return;
    const secure = flash.cookie.startsWith("__Host-") ? "; secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${flash.cookie}=; path=/; max-age=0${secure}`;
  }, [flash, path]);
  const isShown = shown.open && shown.flash && !shown.flash.field && isShownAt(shown.flash, path);
  const current = isShown ? shown.flash : null;
  return { current, offer: shown.offer, close };
}

function isShownAt({ path }: ShownFlash, current: string): boolean {
  return path.endsWith("/") ? current.slice(0, current.lastIndexOf("/") + 1) === path : current === path;
}
