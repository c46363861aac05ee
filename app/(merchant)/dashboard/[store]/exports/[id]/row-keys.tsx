"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from "react";

/**
 * One row is one tab stop: the arrow keys, Home and End move between its controls, and Tab leaves it. Without JavaScript
 * each control is a stop.
 */
export function RowKeys(article: ComponentProps<"article">) {
  const row = useRef<HTMLElement>(null);
  const current = useRef<HTMLElement>(null);
  function stopAt(control: HTMLElement | null) {
    const controls = controlsOf(row.current);
    current.current = control && controls.includes(control) ? control : (controls[0] ?? null);
    for (const one of controls) one.tabIndex = one === current.current ? 0 : -1;
  }
  // Each time that it is rendered: its controls may be others.
  useEffect(() => stopAt(current.current));
  function move(event: KeyboardEvent<HTMLElement>) {
    const controls = controlsOf(row.current);
    const at = controls.indexOf(event.target as HTMLElement);
    if (at < 0 || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = controls.length - 1;
    const [next, previous] = [Math.min(at + 1, last), Math.max(at - 1, 0)];
    const wanted = { ArrowDown: next, ArrowRight: next, ArrowUp: previous, ArrowLeft: previous, Home: 0, End: last }[
      event.key
    ];
    if (wanted === undefined) return;
    event.preventDefault();
    controls[wanted]?.focus();
  }
  return (
    <article
      ref={row}
      {...article}
      onFocus={({ target }) => controlsOf(row.current).includes(target) && stopAt(target)}
      onKeyDown={move}
    />
  );
}

/** What can be pressed in a row, but for the items of its menus. */
function controlsOf(row: HTMLElement | null): HTMLElement[] {
  const controls = row?.querySelectorAll<HTMLElement>("a[href], button, summary") ?? [];
  return [...controls].filter((control) => !control.closest("[popover]"));
}
