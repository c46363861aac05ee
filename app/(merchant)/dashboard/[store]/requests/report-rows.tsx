"use client";

import { DueDate, type DueWords } from "@/components/request/due-date";
import type { StatusWords } from "@/components/request/status-words";
import { LocalTime } from "@/components/ui/local-time";
import { Cell, type Column, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";

interface ReportRow {
  id: string;
  reference: string;
  name: string;
  /** Why there is no customer; empty if there is one. */
  nobody: string;
  email: string;
  type: string;
  source: string;
  status: StatusWords;
  receivedAt: Date;
  dueAt: Date;
  due: DueWords | undefined;
}

/**
 * The report's table. A client component gets each row's texts once, where a server component would send each cell
 * twice: as HTML and for React.
 */
export function ReportRows({
  label,
  columns,
  base,
  rows,
}: {
  label: string;
  columns: Column[];
  /** The path before a request's id. */
  base: string;
  rows: ReportRow[];
}) {
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Cell header place="foot">
            <a href={base + row.id} className="reference max-lg:text-ink-soft">
              {row.reference}
            </a>
          </Cell>
          <Cell place="lead">
            {row.name && (
              <span dir="auto" className="two-lines lg:min-w-44">
                {row.name}
              </span>
            )}
            {row.nobody && <span className="text-ink-soft">{row.nobody}</span>}
            {row.email && <span className="two-lines small-print lg:min-w-44">{row.email}</span>}
          </Cell>
          <Cell>{row.type}</Cell>
          <Cell nowrap>{row.source}</Cell>
          <Cell place="side">
            <Tag tone={row.status.tone}>{row.status.text}</Tag>
          </Cell>
          <Cell nowrap>
            <LocalTime at={row.receivedAt} dateOnly />
          </Cell>
          <Cell place="foot-side">
            <DueDate at={row.dueAt} words={row.due} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
