import { z } from "zod";
import { Card } from "@/components/ui/card";
import { leftOutSchema } from "@/lib/archive/strip-secrets";
import type { MadeRedaction } from "@/lib/review/list-redactions";
import { EVERY_ROW } from "@/lib/section/redaction";
import type { Section } from "@/lib/section/rows";
import { RedactionReason, UndoForm } from "./redacted-mark";
import type { Review } from "./review";
import { PAGE_ROWS, viewQuery } from "./review-view";

/** What is to be looked at in a review, and what was redacted so far. */
export function ReviewOverview({ review, nameOf }: { review: Review; nameOf: (section: string) => string }) {
  const { t, redactions } = review;
  return (
    <>
      <Findings review={review} nameOf={nameOf} />
      <Card padded={false}>
        <h2 className="px-[18px] py-4">{t("redactionsTitle", { count: redactions.length })}</h2>
        <p className="px-[18px] pb-4 text-sm text-ink-soft">
          {redactions.length === 0 ? t("noRedactions") : t("redactionsText")}
        </p>
        {redactions.length > 0 && (
          <ul className="border-t border-line text-sm">
            {redactions.map((redaction) => (
              <RedactionLine key={redaction.id} review={review} redaction={redaction} nameOf={nameOf} />
            ))}
          </ul>
        )}
      </Card>
      <LeftOut review={review} nameOf={nameOf} />
    </>
  );
}

/** Secrets that no archive holds, by where they stood. */
function LeftOut({ review, nameOf }: { review: Review; nameOf: (section: string) => string }) {
  const { t, texts, found } = review;
  const leftOut = z.array(leftOutSchema).parse(found.leftOut);
  if (leftOut.length === 0) return null;
  return (
    <Card>
      <h2>{t("leftOutTitle")}</h2>
      <p className="mt-1 text-sm text-ink-soft">{t("leftOutText")}</p>
      <ul className="mt-3 grid gap-1.5 text-sm">
        {leftOut.map(({ section, field, count }) => (
          <li key={`${section} ${field}`} className="wrap-anywhere">
            {nameOf(section)} · {texts.path(section, field)}: {t("leftOutCount", { count })}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Findings({ review, nameOf }: { review: Review; nameOf: (section: string) => string }) {
  const { t, findings, found, store } = review;
  const sections = found.sources.filter(({ section }) => (findings?.count(section) ?? 0) > 0);
  return (
    <Card>
      <h2>{t("findingsTitle")}</h2>
      <p className="mt-1 text-sm text-ink-soft">
        {findings === null ? t("findingsPending") : sections.length === 0 ? t("findingsNone") : t("findingsText")}
      </p>
      {sections.length > 0 && (
        <ul className="mt-3 grid gap-1.5 text-sm">
          {sections.map(({ section }) => (
            <li key={section}>
              <a
                href={`/dashboard/${store}/exports/${found.id}${viewQuery({ section, found: true })}`}
                className="underline"
              >
                {nameOf(section)}: {t("findingCount", { count: findings?.count(section) ?? 0 })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RedactionLine({
  review,
  redaction,
  nameOf,
}: {
  review: Review;
  redaction: MadeRedaction;
  nameOf: (section: string) => string;
}) {
  const { t, texts, store, found } = review;
  const { section, row, pointer } = redaction;
  const what = [
    nameOf(section),
    row === EVERY_ROW ? pointer !== "" && t("everyRow") : t("row", { row: row + 1 }),
    pointer !== "" && texts.path(section as Section, pointer),
  ]
    .filter(Boolean)
    .join(" · ");
  const from = row === EVERY_ROW ? 0 : row - (row % PAGE_ROWS);
  const query = viewQuery({ section: section as Section, from });
  return (
    <li className="grid gap-0.5 border-b border-line px-[18px] py-2.5 last:border-b-0">
      <a
        href={`/dashboard/${store}/exports/${found.id}${query}${row === EVERY_ROW ? "" : `#row-${row}`}`}
        className="w-fit underline wrap-anywhere"
      >
        {what}
      </a>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <RedactionReason review={review} redaction={redaction} />
        <UndoForm review={review} redaction={redaction} what={what} />
      </div>
    </li>
  );
}
