import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { Cell, Row, Table } from "@/components/ui/table";
import { type Outcome, outcomes } from "@/lib/bulk/bulk-act";
import { LEFT_OUT_ROWS, listLeftOut } from "@/lib/bulk/find-bulk";
import { countItems } from "@/lib/bulk/start-bulk";
import type { BulkAct } from "@/prisma/generated/client";

/** The requests that an act, or its undoing, left out, each with why. */
export async function LeftOut({
  act,
  base,
  href,
  from,
}: {
  act: BulkAct;
  /** The report's path. */
  base: string;
  /** The path of the act's page. */
  href: string;
  /** The first to list, from 0. */
  from: number;
}) {
  const t = await getTranslations("bulk");
  const target = { storeId: act.storeId, bulkId: act.id };
  const isUndone = act.state === "undone";
  const count = isUndone ? (act.doneCount ?? 0) - (act.undoneCount ?? 0) : act.selectedCount - (act.doneCount ?? 0);
  if (count === 0) return <p>{t(isUndone ? "allUndone" : "allDone")}</p>;
  const rows = await listLeftOut(target, isUndone ? "undoOutcome" : "outcome", from);
  const missing = isUndone ? 0 : act.selectedCount - (await countItems(target));
  const page = (start: number) => (start > 0 ? `${href}?from=${start}` : href);
  const reason = (outcome: string) => t(`why-${outcomes.find((known) => known === outcome) ?? ("failed" as Outcome)}`);
  return (
    <div className="grid gap-3">
      <h2>{t(isUndone ? "keptTitle" : "leftOutTitle", { count })}</h2>
      {missing > 0 && <p className="text-sm text-ink-soft">{t("missing", { count: missing })}</p>}
      {rows.length > 0 && (
        <Card padded={false}>
          <Table
            label={t("leftOut")}
            columns={(["request", "customer", "why"] as const).map((key) => ({ key, label: t(`column-${key}`) }))}
          >
            {rows.map(({ id, reference, person, outcome }) => (
              <Row key={id}>
                <Cell header place="lead">
                  <a href={`${base}/${id}`} className="reference">
                    {reference}
                  </a>
                </Cell>
                <Cell place="foot">
                  <bdi className="two-lines">{person}</bdi>
                </Cell>
                <Cell place="rest">{reason(outcome)}</Cell>
              </Row>
            ))}
          </Table>
          <Pagination
            label={t("pages")}
            previous={from > 0 ? { href: page(Math.max(0, from - LEFT_OUT_ROWS)), label: t("previous") } : undefined}
            next={
              from + rows.length < count - missing ? { href: page(from + LEFT_OUT_ROWS), label: t("next") } : undefined
            }
          />
        </Card>
      )}
    </div>
  );
}
