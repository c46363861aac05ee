import type { ReactNode } from "react";

/** A column's heading; `end` puts its cells to the right, for amounts. */
export interface Column {
  key: string;
  label: string;
  end?: boolean;
}

/**
 * A table that is one column of cards on narrow screens, where each Cell says its place. It stands
 * in a Card without padding. Its looks are in table.css: said once, and not in each of some hundred cells.
 */
export function Table({ label, columns, children }: { label: string; columns: Column[]; children: ReactNode }) {
  return (
    <table aria-label={label} className="data-table">
      <thead>
        <tr>
          {columns.map(({ key, label: name, end }) => (
            <th key={key} scope="col" className={end ? "end" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A row; on narrow screens a card of two columns, all of which is the target of the link in its `header`. */
export function Row({ children }: { children: ReactNode }) {
  return <tr>{children}</tr>;
}

/**
 * A cell. On narrow screens `lead` comes first with `side` beside it, then `foot` with `foot-side`,
 * then `rest` over both columns; a cell without a place is left out, for the row's own page tells it.
 */
export function Cell({
  children,
  place,
  end = false,
  nowrap = false,
  header = false,
}: {
  children?: ReactNode;
  place?: "lead" | "side" | "foot" | "foot-side" | "rest";
  end?: boolean;
  /** For what is one word, such as a day. */
  nowrap?: boolean;
  /** The cell that names the row. */
  header?: boolean;
}) {
  const className = [place, end && "end", nowrap && "whitespace-nowrap"].filter(Boolean).join(" ") || undefined;
  return header ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}
