"use client";

import { type RefObject, useEffect, useId, useState } from "react";
import { buttonClass } from "@/components/ui/button";

export interface KeyHelpTexts {
  title: string;
  /** What each key does. */
  keys: { keys: string; does: string }[];
  single: string;
  singleHint: string;
  close: string;
}

/** Lists the dashboard's keys, and switches off those that are a key alone (WCAG 2.1.4). */
export function KeyHelp({ ref, texts }: { ref: RefObject<HTMLDialogElement | null>; texts: KeyHelpTexts }) {
  const titleId = useId();
  const [areOn, setOn] = useState(true);
  useEffect(() => setOn(singleKeysAreOn()), []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className="fixed inset-0 z-10 m-auto h-fit max-h-[calc(100dvh-32px)] w-[min(440px,calc(100vw-32px))] overflow-y-auto rounded-card border border-line bg-surface p-5 text-ink shadow-card"
    >
      <h2 id={titleId} className="text-[17px] leading-6">
        {texts.title}
      </h2>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2.5 text-sm">
        {texts.keys.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="inline-block min-w-6 rounded-[5px] border border-b-2 border-line-strong px-1.5 text-center font-mono text-[12px]">
                {keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 grid grid-cols-[18px_minmax(0,1fr)] gap-x-2.5 border-t border-line pt-4 text-sm">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => {
            localStorage.setItem(SINGLE_KEYS, event.target.checked ? "on" : "off");
            setOn(event.target.checked);
          }}
          className="mt-px size-[18px] accent-accent"
        />
        <span>
          {texts.single}
          <span className="small-print block">{texts.singleHint}</span>
        </span>
      </label>
      <form method="dialog" className="mt-4 flex justify-end">
        <button type="submit" className={buttonClass("plain")}>
          {texts.close}
        </button>
      </form>
    </dialog>
  );
}

const SINGLE_KEYS = "dossier-single-keys";

/** Whether single keys do something in this browser. */
export function singleKeysAreOn(): boolean {
  return localStorage.getItem(SINGLE_KEYS) !== "off";
}
