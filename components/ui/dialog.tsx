"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { type ButtonLook, buttonClass } from "./button";

/**
 * A dialog that a URL opens. The server renders it open, so that it works without JavaScript; with
 * it the dialog is modal, and Escape returns to the page's own URL.
 */
export function Dialog({
  closeHref,
  ...dialog
}: {
  title: string;
  /** The page without the dialog. */
  closeHref: string;
  /** The id of what opened it. */
  returnFocusTo: string;
  children: ReactNode;
}) {
  const router = useRouter();
  return <Modal {...dialog} onCancel={() => router.push(closeHref, { scroll: false })} />;
}

/** A dialog that is modal for as long as it is rendered. */
export function Modal({
  title,
  onCancel,
  returnFocusTo,
  children,
}: {
  title: string;
  /** On Escape. */
  onCancel: () => void;
  /** The id of what gets the focus afterwards; without one, what had it before. */
  returnFocusTo?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the page is painted without it, so that an act may move the focus on: see keep-focus.tsx.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.removeAttribute("open"); // not close(), which would fire a close event
    shown?.showModal();
    return () => {
      shown?.close(); // which returns the focus to what had it before
      if (returnFocusTo !== undefined) document.getElementById(returnFocusTo)?.focus();
    };
  }, [returnFocusTo]);
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      className="fixed inset-0 z-10 m-auto h-fit max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] overflow-y-auto rounded-card border border-line bg-surface p-5 text-ink shadow-card max-sm:mb-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none"
    >
      <h2 id={titleId} dir="auto" className="mb-2 text-lg leading-6 wrap-anywhere">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** A link to another state of the same page, such as its dialog: nothing moves, and what is typed there stays. */
export function DialogLink({ look, ...link }: { id?: string; href: string; look?: ButtonLook; children: ReactNode }) {
  return <Link {...link} prefetch={false} scroll={false} data-keeps-page className={buttonClass(look)} />;
}

/** What a dialog says before it is answered: what happens, who is told, and how to get back. */
export function DialogAnswers({ answers }: { answers: { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 rounded-control bg-sunken px-3.5 py-3 text-sm sm:grid-cols-[112px_minmax(0,1fr)] sm:gap-y-2">
      {answers.map(({ name, value }) => (
        <div key={name} className="sm:contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The last line of a dialog: the way out, and the button. */
export function DialogButtons({ href, cancel, children }: { href: string; cancel: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-end gap-2 max-sm:[&>*]:grow">
      <DialogLink href={href}>{cancel}</DialogLink>
      {children}
    </div>
  );
}
