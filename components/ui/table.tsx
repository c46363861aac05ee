import type { ReactNode } from "react";

/** A column's heading; `end` puts its cells to the right, for amounts. */
export interface Column {
  key: string;
  label: string;
  end?: boolean;
}

/**
 * A table that is one column of cards on narrow screens, where each Cell says its place. It stands
 * in a Card without padding.
 */
export function Table({ label, columns, children }: { label: string; columns: Column[]; children: ReactNode }) {
  return (
    <table aria-label={label} className="w-full border-collapse text-sm max-lg:block">
      <thead className="max-lg:sr-only">
        <tr>
          {columns.map(({ key, label: name, end }) => (
            <th
              key={key}
              scope="col"
              className={`whitespace-nowrap border-b border-line px-3.5 py-2 text-[12.5px] font-medium text-ink-soft ${end ? "text-right" : "text-left"}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">{children}</tbody>
    </table>
  );
}

/** A row; on narrow screens a card of two columns whose `stretch`ed link covers all of it. */
export function Row({ children }: { children: ReactNode }) {
  return (
    <tr className="relative border-b border-line last:border-b-0 hover:bg-sunken max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:gap-x-3 max-lg:gap-y-0.5 max-lg:px-3.5 max-lg:py-3">
      {children}
    </tr>
  );
}

/** Put on a row's link: on narrow screens the whole card is its target. */
export const stretch = "max-lg:after:absolute max-lg:after:inset-0";

/**
 * A cell. On narrow screens `lead` comes first with `side` beside it, then `foot` with `footSide`,
 * then `rest` over both columns; `hidden` is left out, for the row's own page tells it.
 */
export function Cell({
  children,
  place = "hidden",
  end = false,
  header = false,
}: {
  children?: ReactNode;
  place?: keyof typeof PLACES;
  end?: boolean;
  /** The cell that names the row. */
  header?: boolean;
}) {
  const className = `px-3.5 py-2.5 align-middle font-normal max-lg:p-0 ${end ? "text-right" : "text-left"} ${PLACES[place]}`;
  return header ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}

const PLACES = {
  lead: "max-lg:order-1 max-lg:min-w-0",
  side: "max-lg:order-2 max-lg:self-start max-lg:text-right",
  foot: "max-lg:order-3 max-lg:min-w-0",
  footSide: "max-lg:order-4 max-lg:text-right",
  rest: "max-lg:order-5 max-lg:col-span-2 max-lg:min-w-0",
  hidden: "max-lg:hidden",
};
