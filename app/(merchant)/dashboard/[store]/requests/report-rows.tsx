"use client";

import { DueDate, type DueWords } from "@/components/request/due-date";
import type { StatusWords } from "@/components/request/status-words";
import { type Columnar, fromColumnar } from "@/components/ui/columnar";
import { initialsOf } from "@/components/ui/initials";
import { Cell, type Column, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { BULK_FORM } from "./bulk-selection";

interface ReportRow {
  id: string;
  reference: string;
  /** The customer's name, or what else names the request. */
  title: string;
  /** The customer's address, or why there is no customer. */
  note: string;
  /** Its type and source. */
  kind: string;
  tone: StatusWords["tone"];
  status: string;
  urgency: DueWords["urgency"] | "";
  due: string;
  dueDate: string;
  /** When it was received, if the list is in that order. */
  received: string;
  /** The sources whose records it is about. */
  foundIn: string;
  /** The assignee's name; empty for nobody. */
  assignee: string;
}

/**
 * The report's table. A client component gets each row's texts once, where a server component would send each cell
 * twice: as HTML and for React. What a row's parts look like is in ui/table.css, once.
 */
export function ReportRows({
  label,
  columns,
  base,
  query,
  rows,
  select,
  allSelected,
}: {
  label: string;
  columns: Column[];
  /** The path before a request's id. */
  base: string;
  /** What follows the id: the report's own parameters, with their question mark. */
  query: string;
  rows: Columnar<ReportRow>;
  /** The name of a row's checkbox, with REFERENCE; empty for a reader who may not act on many at once. */
  select: string;
  /** Whether these rows are selected with all others that match. */
  allSelected: boolean;
}) {
  const hasSources = columns.some(({ key }) => key === "foundIn");
  return (
    <Table label={label} columns={columns}>
      {fromColumnar(rows).map((row) => (
        <Row key={row.id}>
          {select && (
            <Cell place="pick">
              <label>
                <input
                  type="checkbox"
                  form={BULK_FORM}
                  name="request"
                  value={row.id}
                  aria-label={select.replace("REFERENCE", row.reference)}
                  {...(allSelected && { checked: true, disabled: true })}
                />
              </label>
            </Cell>
          )}
          <Cell header place="lead">
            <a href={base + row.id + query} dir="auto">
              {row.title}
            </a>
            {row.note && <small>{row.note}</small>}
          </Cell>
          <Cell place="foot">
            <DueDate
              date={<small>{row.dueDate}</small>}
              words={row.urgency ? { text: row.due, urgency: row.urgency } : undefined}
            />
          </Cell>
          <Cell place="side">
            <Tag tone={row.tone}>{row.status}</Tag>
          </Cell>
          <Cell place="rest">
            {row.kind}
            {row.received ? (
              <small>
                <span className="reference">{row.reference}</span> {row.received}
              </small>
            ) : (
              <small className="reference">{row.reference}</small>
            )}
          </Cell>
          {hasSources && <Cell>{row.foundIn && <small>{row.foundIn}</small>}</Cell>}
          <Cell place="foot-side" className="assigned">
            {row.assignee && (
              <>
                <span className="avatar" aria-hidden="true">
                  {initialsOf(row.assignee)}
                </span>
                <span className="assignee">{row.assignee}</span>
              </>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
