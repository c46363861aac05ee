"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { type ButtonLook, buttonClass } from "./button";

/**
 * A dialog that a URL opens. The server renders it open, so that it works without JavaScript; with
 * it the dialog is modal, and Escape returns to the page's own URL.
 */
export function Dialog({
  title,
  closeHref,
  returnFocusTo,
  children,
}: {
  title: string;
  /** The page without the dialog. */
  closeHref: string;
  /** The id of what opened it. */
  returnFocusTo: string;
  children: ReactNode;
}) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  useEffect(() => {
    const shown = dialog.current;
    shown?.removeAttribute("open"); // not close(), which would fire a close event
    shown?.showModal();
    return () => document.getElementById(returnFocusTo)?.focus();
  }, [returnFocusTo]);
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        router.push(closeHref, { scroll: false });
      }}
      className="fixed inset-0 z-10 m-auto h-fit max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] overflow-y-auto rounded-card border border-line bg-surface p-5 text-ink shadow-card"
    >
      <h2 id={titleId} className="mb-2 text-[17px] leading-6">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** A link to a page's dialog, or out of it: nothing else of the page moves. */
export function DialogLink({ look, ...link }: { id?: string; href: string; look?: ButtonLook; children: ReactNode }) {
  return <Link {...link} prefetch={false} scroll={false} className={buttonClass(look)} />;
}

/** The last line of a dialog: the way out, and the button. */
export function DialogButtons({ href, cancel, children }: { href: string; cancel: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <DialogLink href={href}>{cancel}</DialogLink>
      {children}
    </div>
  );
}
