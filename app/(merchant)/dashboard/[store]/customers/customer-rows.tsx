"use client";

import { LocalTime } from "@/components/ui/local-time";
import { Cell, type Column, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";

interface CustomerRow {
  id: string;
  title: string;
  /** Where live sources of the same shop have them too. */
  also: { href: string; text: string }[];
  /** The label of a guest; empty for an account. */
  guest: string;
  email: string;
  country: string;
  /** The number of orders, for a column of numbers. */
  count: string;
  /** The same in words. */
  orders: string;
  lastOrderAt: Date | null;
}

/** The table of customers. A client component gets each row's texts once, and not each cell too. */
export function CustomerRows({
  label,
  columns,
  base,
  noOrder,
  rows,
}: {
  label: string;
  columns: Column[];
  /** The path before a customer's id. */
  base: string;
  /** Shown for a customer without orders. */
  noOrder: string;
  rows: CustomerRow[];
}) {
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell header place="lead">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <a dir="auto" href={base + row.id} className="two-lines lg:min-w-40">
                {row.title}
              </a>
              {row.guest && <Tag tone="calm">{row.guest}</Tag>}
              {row.also.map(({ href, text }) => (
                <a key={href} href={href} className="text-[13px] wrap-anywhere">
                  {text}
                </a>
              ))}
            </span>
          </Cell>
          <Cell place="rest">
            <span className="two-lines text-ink-soft lg:min-w-60">{row.email}</span>
          </Cell>
          <Cell>{row.country}</Cell>
          <Cell place="side" end>
            <span className="tabular-nums lg:hidden">{row.orders}</span>
            <span className="tabular-nums max-lg:hidden">{row.count}</span>
          </Cell>
          <Cell end nowrap>
            {row.lastOrderAt ? (
              <LocalTime at={row.lastOrderAt} dateOnly />
            ) : (
              <span className="text-ink-soft">{noOrder}</span>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
