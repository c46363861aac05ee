"use client";

import Link from "next/link";
import {
  type ComponentProps,
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { ActionForm, useFormState } from "@/components/form/action-form";
import { popoverClass } from "./popover";

/** A link or, with `form`, what is posted. */
export interface MenuItem {
  label: string;
  /** What to know before it is chosen. */
  hint?: string;
  href?: string;
  /** Whether the link is to a file. */
  download?: boolean;
  form?: Pick<ComponentProps<typeof ActionForm>, "action" | "hidden">;
  /** Set in a choice of one. */
  checked?: boolean;
  /** Whether it ends something. */
  danger?: boolean;
}

/**
 * A button that opens a menu: a native popover, so that it works without JavaScript too.
 * With it, the arrow keys, Home and End move between items (WAI-ARIA's menu button pattern).
 */
export function Menu({
  id,
  label,
  className,
  align = "start",
  items,
  groups = [items ?? []],
  lazyHref,
}: {
  /** The button's id, if something returns the focus to it. */
  id?: string;
  label: ReactNode;
  className: string;
  /** Which edge of the menu is aligned with the button. */
  align?: "start" | "end";
  items?: MenuItem[];
  /** In place of `items`: with a line between each two groups. */
  groups?: MenuItem[][];
  /** Where a page has a great many menus, their items are made as one opens: without JavaScript its link leads here. */
  lazyHref?: string;
}) {
  const popoverId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [isMade, setMade] = useState(lazyHref === undefined);
  function open(event: SyntheticEvent<HTMLElement>) {
    event.preventDefault();
    flushSync(() => setMade(true));
    if (menu.current?.togglePopover({ source: event.currentTarget })) itemsOf(menu.current)[0]?.focus();
  }
  return (
    <>
      {lazyHref === undefined ? (
        <button id={id} type="button" popoverTarget={popoverId} aria-haspopup="menu" className={className}>
          {label} <span aria-hidden="true">▾</span>
        </button>
      ) : (
        <a
          id={id}
          href={lazyHref}
          aria-haspopup="menu"
          className={className}
          onClick={open}
          onKeyDown={(event) => [" ", "ArrowDown"].includes(event.key) && open(event)}
        >
          {label}
        </a>
      )}
      {isMade && (
        <div
          ref={menu}
          id={popoverId}
          popover="auto"
          role="menu"
          onToggle={(event) => event.newState === "open" && itemsOf(menu.current)[0]?.focus()}
          onKeyDown={moveAmongItems}
          className={`${popoverClass(align)} max-h-96 min-w-52 overflow-y-auto p-1.5`}
        >
          {groups.map((group, index) => (
            <Fragment key={group[0]?.label}>
              {index > 0 && <hr className="my-1.5 border-line" />}
              {group.map((item) => (
                <Item key={item.href ?? item.label} item={item} menu={menu} />
              ))}
            </Fragment>
          ))}
        </div>
      )}
    </>
  );
}

function Item({ item: { label, hint, href = "", download, form, checked, danger }, menu }: ItemProps) {
  const hintId = useId();
  const content = (
    <>
      {label}
      {hint && (
        <span id={hintId} aria-hidden="true" className="block max-w-64 text-[13px] leading-[18px] text-ink-soft">
          {hint}
        </span>
      )}
    </>
  );
  const shared = {
    className: `block w-full rounded-[7px] px-2.5 py-2 text-start text-sm no-underline -outline-offset-2! hover:bg-sunken aria-checked:bg-accent-wash aria-checked:font-medium ${danger ? "text-late" : ""}`,
    role: checked === undefined ? "menuitem" : "menuitemradio",
    "aria-checked": checked,
    "aria-describedby": hint && hintId,
    onClick: () => menu.current?.hidePopover(),
  };
  if (form)
    return (
      <ActionForm {...form} after={<ShowErrors menu={menu} />}>
        <button type="submit" {...shared}>
          {content}
        </button>
      </ActionForm>
    );
  if (download)
    return (
      <a href={href} download {...shared}>
        {content}
      </a>
    );
  return (
    <Link href={href} prefetch={false} scroll={false} {...shared}>
      {content}
    </Link>
  );
}

interface ItemProps {
  item: MenuItem;
  menu: RefObject<HTMLDivElement | null>;
}

/** Opens the menu again for an item's error, which stands above the item. */
function ShowErrors({ menu }: Pick<ItemProps, "menu">) {
  const { state } = useFormState();
  useEffect(() => {
    if (state.serverError) menu.current?.showPopover();
  }, [state, menu]);
  return null;
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
