import type { ReactNode } from "react";

/** A column's heading; `end` aligns its cells to the right, for amounts. With `sort` it is a button of a GET form; `hidden` is only read out. */
export interface Column {
  key: string;
  label: string;
  end?: boolean;
  hidden?: boolean;
  sort?: { form: string; name: string; value: string; current?: "ascending" | "descending" };
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
          {columns.map(({ key, label: name, end, hidden, sort }) => (
            <th key={key} scope="col" className={end ? "end" : undefined} aria-sort={sort?.current}>
              {sort ? (
                <button type="submit" form={sort.form} name={sort.name} value={sort.value}>
                  {name}
                </button>
              ) : hidden ? (
                <span className="sr-only">{name}</span>
              ) : (
                name
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A row, all of which is the target of the link in its `header`; on narrow screens a card of two columns. */
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
  className: own,
}: {
  children?: ReactNode;
  place?: "pick" | "lead" | "side" | "foot" | "foot-side" | "rest";
  end?: boolean;
  /** For a single word, such as a date. */
  nowrap?: boolean;
  /** The cell that names the row. */
  header?: boolean;
  className?: string;
}) {
  const className = [place, end && "end", nowrap && "whitespace-nowrap", own].filter(Boolean).join(" ") || undefined;
  return header ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}
