"use client";

import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { popoverClass } from "./popover";

/**
 * A button that opens a menu of links: a native popover, so that it works without JavaScript too.
 * With it, the arrow keys, Home and End move between items (WAI-ARIA's menu button pattern).
 */
export function Menu({
  id,
  label,
  className,
  align = "start",
  items,
}: {
  /** The button's id, if something returns the focus to it. */
  id?: string;
  label: ReactNode;
  className: string;
  /** Which edge of the menu is aligned with the button. */
  align?: "start" | "end";
  /** With `checked`, the items are a choice of one. */
  items: { href: string; label: string; checked?: boolean }[];
}) {
  const popoverId = useId();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button id={id} type="button" popoverTarget={popoverId} aria-haspopup="menu" className={className}>
        {label} <span aria-hidden="true">▾</span>
      </button>
      <div
        ref={menu}
        id={popoverId}
        popover="auto"
        role="menu"
        onToggle={(event) => event.newState === "open" && itemsOf(menu.current)[0]?.focus()}
        onKeyDown={moveAmongItems}
        className={`${popoverClass(align)} min-w-52 p-1.5 [&>a]:block [&>a]:rounded-[7px] [&>a]:px-2.5 [&>a]:py-2 [&>a]:text-sm [&>a]:no-underline [&>a]:-outline-offset-2! [&>a]:hover:bg-sunken [&>a]:aria-checked:bg-accent-wash [&>a]:aria-checked:font-medium`}
      >
        {items.map(({ href, label: text, checked }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            scroll={false}
            onClick={() => menu.current?.hidePopover()}
            role={checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={checked}
          >
            {text}
          </Link>
        ))}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

function moveAmongItems(event: KeyboardEvent<HTMLElement>) {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (wanted === undefined) return;
  event.preventDefault();
  items.at(wanted % items.length)?.focus();
}
