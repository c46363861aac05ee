"use client";

import { useEffect, useRef, useState } from "react";

/** The id of the form that the checkboxes of the report's rows belong to. */
export const BULK_FORM = "bulk";

/** The id of the checkbox of the whole page, which gets the focus when the selection is gone. */
export const SELECT_PAGE_ID = "select-page";

/** Says how many rows are selected. @param text with COUNT for the number. */
export function SelectedCount({ text }: { text: string }) {
  const { checked } = useSelection();
  return (
    <p className="font-semibold tabular-nums noscript:hidden" aria-live="polite">
      {text.replace("COUNT", String(checked))}
    </p>
  );
}

/** The checkbox of the whole page, over the table's head; on narrow screens, which have none, above the first row. */
export function SelectPage({ label }: { label: string }) {
  const { checked, total } = useSelection();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked > 0 && checked < total;
  }, [checked, total]);
  return (
    <label className="flex items-center gap-2.5 text-[13px] text-ink-soft max-lg:border-b max-lg:border-line max-lg:px-3.5 max-lg:py-1.5 lg:absolute lg:start-3.5 lg:top-0 lg:z-1 lg:h-10 noscript:hidden">
      <input
        ref={box}
        id={SELECT_PAGE_ID}
        type="checkbox"
        checked={total > 0 && checked === total}
        onChange={(event) => setAll(event.target.checked)}
        className="size-[18px] accent-accent"
      />
      <span className="lg:sr-only">{label}</span>
    </label>
  );
}

export function ClearSelection({ label }: { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={() => setAll(false)}
      className="min-h-9 min-w-9 rounded-control max-lg:absolute max-lg:end-1.5 max-lg:top-1 lg:max-xl:hidden noscript:hidden"
    >
      <span aria-hidden="true">✕</span>
    </button>
  );
}

/** How many of the page's rows are checked. */
function useSelection() {
  const [state, setState] = useState({ checked: 0, total: 0 });
  useEffect(() => {
    const count = () => {
      const boxes = boxesOf();
      setState({ checked: boxes.filter((box) => box.checked).length, total: boxes.length });
    };
    // The boxes change right after the event of a form that is reset, as React does once its action is done.
    const soon = () => setTimeout(count);
    count();
    document.addEventListener("change", count);
    document.addEventListener("reset", soon);
    return () => {
      document.removeEventListener("change", count);
      document.removeEventListener("reset", soon);
    };
  }, []);
  return state;
}

function setAll(checked: boolean) {
  for (const box of boxesOf()) box.checked = checked;
  document.dispatchEvent(new Event("change"));
  // What was pressed is gone with the selection.
  if (!checked) document.getElementById(SELECT_PAGE_ID)?.focus();
}

function boxesOf(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[name=request][form="${BULK_FORM}"]`)];
}
