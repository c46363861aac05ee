"use client";

import { useContext } from "react";
import { Menu } from "@/components/ui/menu";
import { dialogHref } from "./dialog-href";
import { BaseContext } from "./redact-link";

/** What can be done to a row, or to an entry of its list: each opens a dialog. Without JavaScript, the row's own does. */
export function RowMenu({
  id,
  name,
  row,
  pointer,
  items,
}: {
  /** The id of the element that gets the focus back. */
  id: string;
  /** Its accessible name. */
  name: string;
  row: number;
  /** The entry's. */
  pointer?: string;
  items: { label: string; pointer: string }[];
}) {
  const base = useContext(BaseContext);
  const href = (at: string | undefined) => dialogHref(base, { dialog: "redact", row, ...(at && { pointer: at }) });
  return (
    <Menu
      id={id}
      align="end"
      className="inline-grid size-8 shrink-0 place-items-center rounded-control text-ink-soft no-underline hover:bg-sunken hover:text-ink"
      label={
        <>
          <span aria-hidden="true">⋯</span>
          <span className="sr-only">{name}</span>
        </>
      }
      lazyHref={href(pointer)}
      items={items.map((item) => ({ label: item.label, href: href(item.pointer) }))}
    />
  );
}
