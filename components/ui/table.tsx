import type { ReactNode } from "react";

/** A column's heading; `end` aligns its cells to the right, for amounts. */
export interface Column {
  key: string;
  label: string;
  end?: boolean;
}

/**
 * A table that becomes one column of cards on narrow screens, where each Cell names its place. Used in
 * a Card without padding. Its styles are in table.css, once and not in each of some hundred cells.
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
 * A cell. On narrow screens `lead` comes first with `side` next to it, then `foot` with `foot-side`,
 * then `rest` over both columns; a cell without a place is left out, since the row's own page shows it.
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
  /** For a single word, such as a date. */
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
