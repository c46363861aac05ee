import type { Row } from "./descriptor";

/** A line of an order's sums. */
export interface ReceiptLine {
  /** Its label among the archive's fields. */
  label:
    | "items"
    | "subtotal"
    | "discount"
    | "shipping"
    | "taxes"
    | "taxesIncluded"
    | "otherAmounts"
    | "total"
    | "refunded";
  /** An amount as decimal text, or the marker of one that is withheld. */
  amount: unknown;
}

/**
 * An order's amounts as a receipt writes them, so that they add up: what the items cost, less the discount, plus shipping
 * and taxes, is the total; then what was paid back. Shopify's subtotal has the discount taken off already, and prices may
 * include the taxes. Lines of nothing are left out, but for the items and the total.
 * Where an amount is withheld, the others stand as they are held: a difference would tell it.
 */
export function receiptOf({ subtotal, discount, shipping, taxes, total, refunded = "0" }: Row): ReceiptLine[] {
  const held = { subtotal, discount, shipping, taxes, total, refunded };
  const amounts = Object.values(held).map(units);
  if (amounts.includes(undefined)) {
    const labels = Object.keys(held) as (keyof typeof held)[];
    return labels.filter((label) => units(held[label]) !== 0).map((label) => ({ label, amount: held[label] }));
  }
  const [ofSubtotal = 0, ofDiscount = 0, ofShipping = 0, ofTaxes = 0, ofTotal = 0, ofRefund = 0] = amounts;
  const withoutTaxes = ofTotal - ofSubtotal - ofShipping;
  const areIncluded = ofTaxes !== 0 && withoutTaxes === 0;
  const other = areIncluded ? 0 : withoutTaxes - ofTaxes;
  const lines: [ReceiptLine["label"], number][] = [
    ["items", ofSubtotal + ofDiscount],
    ["discount", -ofDiscount],
    ["shipping", ofShipping],
    ["taxes", areIncluded ? 0 : ofTaxes],
    ["otherAmounts", other],
    ["total", ofTotal],
    ["taxesIncluded", areIncluded ? ofTaxes : 0],
    ["refunded", -ofRefund],
  ];
  return lines
    .filter(([label, amount]) => amount !== 0 || label === "items" || label === "total")
    .map(([label, amount]) => ({ label, amount: decimal(amount) }));
}

/** An amount in ten thousandths, in which it adds up exactly; undefined for what is no decimal text. */
function units(amount: unknown): number | undefined {
  if (typeof amount !== "string" || amount === "") return undefined;
  const units = Math.round(Number(amount) * 10_000);
  return Number.isSafeInteger(units) ? units : undefined;
}

function decimal(units: number): string {
  return (units / 10_000).toFixed(4).replace(/(\.\d\d)(\d*?)0+$/, "$1$2");
}
