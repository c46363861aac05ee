"use client";

import { useEffect, useRef, useState } from "react";
import { KeyHelp, type KeyHelpTexts, singleKeysAreOn } from "./key-help";
import { Palette, type PaletteTexts } from "./palette";
import type { Place } from "./use-search";

/** The dashboard's keys: the button and Ctrl-K that search everything, and the single keys with their help. */
export function Shortcuts({
  label,
  palette: texts,
  help: helpTexts,
  places,
  searchUrl,
}: {
  /** Of the button that opens the palette. */
  label: string;
  palette: PaletteTexts;
  help: KeyHelpTexts;
  places: Place[];
  searchUrl: string;
}) {
  const palette = useRef<HTMLDialogElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const [isMac, setMac] = useState(false);
  useEffect(() => {
    setMac(/Mac|iPhone|iPad/.test(navigator.userAgent));
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        if (palette.current?.open) palette.current.close();
        else if (!document.querySelector("dialog:modal")) palette.current?.showModal();
      } else if (isSingleKey(event) && singleKeysAreOn()) {
        if (press(event.key, palette.current, help.current)) event.preventDefault();
      }
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => palette.current?.showModal()}
        className="flex min-h-9 items-center gap-2 rounded-control text-[13px] text-ink-soft hover:text-ink noscript:hidden max-md:px-2 md:order-last md:mt-1 md:basis-full md:border md:border-line-strong md:bg-surface md:px-2.5"
      >
        <svg
          aria-hidden="true"
          width="16"
          height="16"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        >
          <circle cx="7" cy="7" r="4.4" />
          <path d="m10.4 10.4 3.4 3.4" />
        </svg>
        <span className="max-md:sr-only">{label}</span>
        <span aria-hidden="true" className="ms-auto text-[12px] text-ink-faint max-md:hidden">
          {isMac ? "⌘K" : "Ctrl K"}
        </span>
      </button>
      <Palette
        ref={palette}
        texts={texts}
        places={places}
        searchUrl={searchUrl}
        onKeys={() => help.current?.showModal()}
      />
      <KeyHelp ref={help} texts={helpTexts} />
    </>
  );
}

function isPaletteKey({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !shiftKey;
}

/** Whether a key alone was pressed where nothing else takes it: no field, menu or dialog has the focus (WCAG 2.1.4). */
function isSingleKey({ ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || document.querySelector("dialog:modal")) return false;
  return !(
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=menu], [role=listbox]"))
  );
}

/** @returns whether the key does something. */
function press(key: string, palette: HTMLDialogElement | null, help: HTMLDialogElement | null): boolean {
  if (key === "?") help?.showModal();
  else if (key === "/") {
    const field = document.querySelector<HTMLInputElement>("#content input[type=search]");
    field?.focus();
    field?.select();
    if (!field) palette?.showModal();
  } else if (key === "j" || key === "k") return followLink(key) || moveAmongRows(key === "j" ? 1 : -1);
  else return false;
  return true;
}

/** Follows the page's link of a key, such as that to the next request. */
function followLink(key: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-key="${key}"]`);
  link?.click();
  return link !== null;
}

/** Moves the focus to the link of the next row or the one before; without a row that has it, to the first. */
function moveAmongRows(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(".data-table tbody tr")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : at + by];
  // The row's own link, as ui/table.css has it.
  next?.querySelector<HTMLElement>("th a")?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return rows.length > 0;
}
