import { isGuardedColumn } from "./columns";
import type { ReasonCode } from "./reasons";

/**
 * What a spreadsheet has made of a cell that it opened and saved, so that what Shopify wrote is lost. Such a cell speaks
 * against its whole file: where one number was shortened or one date turned around, others were unnoticed.
 * @returns what is wrong with it and what to do; undefined where the cell is as Shopify writes it, or wrong in itself.
 */
export function rewrittenBySpreadsheet(column: string, cell: string): ReasonCode | undefined {
  const text = cell.trim();
  if (text === "" || text.length > MAX_CHARACTERS) return undefined;
  if (column === "Name" || isGuardedColumn(column)) {
    if (ID_COLUMNS.has(column) && FORMATTED_ID.test(text)) return "numberRewritten";
    const shortened = ID_COLUMNS.has(column) ? SHORTENED_ID : SHORTENED;
    return shortened.test(text) ? "numberShortened" : undefined;
  }
  if (TIME_COLUMNS.has(column)) return /\d|^#+$/.test(text) && !SHOPIFY_TIME.test(text) ? "dateRewritten" : undefined;
  if (AMOUNT_COLUMNS.test(column))
    return !PLAIN_AMOUNT.test(text) && REWRITTEN_AMOUNT.test(text.replace(/\s+/g, " ")) ? "amountRewritten" : undefined;
  return undefined;
}

// Longer than any number or time, however it is written.
const MAX_CHARACTERS = 60;

/** A time as Shopify writes it, such as `1996-07-04 09:30:00 +0100`: day, clock, offset's hours and minutes. */
export const SHOPIFY_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?) ?(?:([+-]\d\d):?(\d\d)|Z|UTC)$/;

const ID_COLUMNS = new Set(["Id", "Customer ID"]);
const TIME_COLUMNS = new Set(["Created at", "Paid at", "Fulfilled at", "Cancelled at"]);
const AMOUNT_COLUMNS =
  /^(?:subtotal|shipping|taxes|total|discount amount|lineitem (?:quantity|price|discount|compare at price)|refunded amount|outstanding balance|tax \d value|total spent|total orders)$/i;

/** As spreadsheets write long numbers; an article number such as "1E5" is none. */
const SHORTENED = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,3}$/i;
const SHORTENED_ID = /^[+-]?\d+(?:[.,]\d*)?E[+-]?\d{1,3}$/i;
const FORMATTED_ID = /^\d{1,3}(?:[.,]\d{3})+$|^\d+[.,]0+$/;

const PLAIN_AMOUNT = /^-?\d+(?:\.\d*)?$/;
/** Digits with other separators, a currency, an exponent or an accountant's brackets; blanks are single ones. */
const REWRITTEN_AMOUNT =
  /^[(+\-−]? ?(?:\p{Sc}|[A-Z]{1,3}\p{Sc}?|kr\.?|zł|Kč|Ft)? ?[+\-−]? ?\d[\d.,'’ ]{0,30}(?:E[+-]?\d{1,3})? ?(?:\p{Sc}|[A-Z]{1,3}\p{Sc}?|kr\.?|zł|Kč|Ft)? ?[)\-−]?$/iu;
