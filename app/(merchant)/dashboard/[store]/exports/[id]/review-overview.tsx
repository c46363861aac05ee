import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { strippedSecretSchema } from "@/lib/archive/strip-secrets";
import type { MadeRedaction } from "@/lib/review/list-redactions";
import { EVERY_ROW, redactionSchema } from "@/lib/section/redaction";
import type { SectionKey } from "@/lib/section/sections";
import { RedactionReason, UndoForm } from "./redacted-mark";
import { placeText, type Review } from "./review";
import { pageRows, viewQuery } from "./review-view";

/** A value that was redacted everywhere may have been in thousands of places. */
const MAX_LINES = 40;

/** What to look at in a review, and what has been redacted so far. */
export function ReviewOverview({ review }: { review: Review }) {
  const { t, redactions } = review;
  const shown = redactions.slice(0, MAX_LINES);
  return (
    <>
      <LostRedactions review={review} />
      <Findings review={review} />
      <Card padded={false}>
        <h2 className="px-[18px] py-4">{t("redactionsTitle", { count: redactions.length })}</h2>
        <p className="px-[18px] pb-4 text-sm text-ink-soft">
          {redactions.length === 0 ? t("noRedactions") : t("redactionsText")}
        </p>
        {redactions.length > 0 && (
          <ul className="border-t border-line text-sm">
            {shown.map((redaction) => (
              <RedactionLine key={redaction.id} review={review} redaction={redaction} />
            ))}
          </ul>
        )}
        {redactions.length > shown.length && (
          <p className="border-t border-line px-[18px] py-3 text-sm text-ink-soft">
            {t("moreRedactions", { count: redactions.length - shown.length })}
          </p>
        )}
      </Card>
      <LeftOut review={review} />
    </>
  );
}

/** What was redacted in an earlier export and could not be found in this one. */
function LostRedactions({ review }: { review: Review }) {
  const { t, found } = review;
  const lost = z.array(redactionSchema).parse(found.redactionsLost);
  if (lost.length === 0) return null;
  return (
    <Notice tone="wait">
      <p className="font-semibold">{t("lostTitle", { count: lost.length })}</p>
      <p className="mt-1 text-sm">{t("lostText")}</p>
      <ul className="mt-3 grid gap-1.5 text-sm">
        {lost.map((redaction) => (
          <li key={`${redaction.section} ${redaction.row} ${redaction.pointer}`} className="wrap-anywhere">
            {placeText(review, redaction)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Secrets that no archive holds, by where they were. */
async function LeftOut({ review }: { review: Review }) {
  const { t, words, found } = review;
  const leftOut = z.array(strippedSecretSchema).parse(found.leftOut);
  if (leftOut.length === 0) return null;
  const numbers = await getTranslations("archive.undisclosed");
  return (
    <Card>
      <h2>{t("leftOutTitle")}</h2>
      <p className="mt-1 text-sm text-ink-soft">
        {t("leftOutText")} {leftOut.some(({ kind }) => kind) && t("undisclosedText")}
      </p>
      <ul className="mt-3 grid gap-1.5 text-sm">
        {leftOut.map(({ section, field, count, kind }) => (
          <li key={`${section} ${field} ${kind}`} className="wrap-anywhere">
            {words.section(section)} · {words.path(found.table.of(section), field).join(", ")}
            {kind && ` · ${numbers(kind)}`}: {t("leftOutCount", { count })}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Findings({ review }: { review: Review }) {
  const { t, findings, found, store, words } = review;
  const sections = found.sections.filter(({ section }) => (findings?.count(section) ?? 0) > 0);
  // Where rows are folded, the first with something left to check is expanded.
  const firstFound = (section: SectionKey) =>
    found.table.of(section).layout.line ? findings?.firstRow(section) : undefined;
  return (
    <Card>
      <h2>{t("findingsTitle")}</h2>
      <p className="mt-1 text-sm text-ink-soft">
        {t(
          `findings${findings === null ? "Pending" : sections.length > 0 ? "Text" : findings.hasAny ? "Redacted" : "None"}`,
        )}
      </p>
      {sections.length > 0 && (
        <ul className="mt-3 grid gap-1.5 text-sm">
          {sections.map(({ section }) => (
            <li key={section}>
              <a
                href={`/dashboard/${store}/exports/${found.id}${viewQuery({ section, found: true, open: firstFound(section) })}`}
                className="underline"
              >
                {words.section(section)}: {t("findingCount", { count: findings?.count(section) ?? 0 })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RedactionLine({ review, redaction }: { review: Review; redaction: MadeRedaction }) {
  const { store, found } = review;
  const { section, row } = redaction;
  const what = placeText(review, redaction);
  const isRow = row !== EVERY_ROW;
  const from = isRow ? row - (row % pageRows(found.table.of(section))) : 0;
  const query = viewQuery({ section, from, open: isRow && found.table.of(section).layout.line ? row : undefined });
  return (
    <li className="grid gap-0.5 border-b border-line px-[18px] py-2.5 last:border-b-0">
      <a
        href={`/dashboard/${store}/exports/${found.id}${query}${isRow ? `#row-${row}` : ""}`}
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
