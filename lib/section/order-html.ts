import { markHtml } from "./html";
import { type ArchiveRow, Mark } from "./mark";
import type { FactsHtml } from "./section-html";
import { isEmpty, type ShowValue } from "./show-value";

/** An order as a person reads it: what, how much, the sums, then the rest that is held. */
export function orderHtml(facts: FactsHtml, show: ShowValue, field: (key: string) => string) {
  const head =
    `<thead><tr><th scope="col">${field("item")}</th><th scope="col" class="num">${field("quantity")}</th>` +
    `<th scope="col" class="num">${field("price")}</th><th scope="col" class="num">${field("discount")}</th></tr></thead>`;

  function line(held: Line, currency: string | Mark): string {
    if (held instanceof Mark) return `<tr><td colspan="4">${markHtml(held)}</td></tr>`;
    const { name, sku, attributes, quantity, price, discount } = held;
    const number = sku ? ` <span class="faint">${show.value(sku)}</span>` : "";
    const further = isEmpty(attributes) ? "" : `<div class="small faint">${show.value(attributes)}</div>`;
    return (
      `<tr><td>${show.value(name)}${number}${further}</td><td class="num">${show.value(quantity)}</td>` +
      `<td class="num">${show.money(price, currency)}</td><td class="num">${isZero(discount) ? "–" : show.money(discount, currency)}</td></tr>`
    );
  }

  function lines(held: ArchiveRow<"orders">["lines"], currency: string | Mark): string {
    if (held instanceof Mark) return line(held, currency);
    let html = "";
    for (const one of held) html += line(one, currency);
    return html;
  }

  function sum(key: string, amount: string | Mark, currency: string | Mark): string {
    return `<tr><th scope="row" colspan="3">${field(key)}</th><td class="num">${show.money(amount, currency)}</td></tr>`;
  }

  return (row: ArchiveRow<"orders">): string => {
    const { currency } = row;
    const time = (iso: string | Mark | null) => (iso === null ? "" : show.time(iso));
    const value = (held: unknown) => (isEmpty(held) ? "" : show.value(held));
    return (
      `<h3 class="order"><span>${show.value(row.name)}</span>${show.time(row.placedAt)}<span class="num">${show.money(row.total, currency)}</span></h3>` +
      `<table class="lines"><caption>${field("lines")}</caption>${head}<tbody>` +
      lines(row.lines, currency) +
      `</tbody><tfoot>${sum("subtotal", row.subtotal, currency)}${sum("shipping", row.shipping, currency)}` +
      `${sum("taxes", row.taxes, currency)}${sum("discount", row.discount, currency)}${sum("total", row.total, currency)}</tfoot></table>` +
      facts(field("details"), [
        ["paidAt", time(row.paidAt)],
        ["fulfilledAt", time(row.fulfilledAt)],
        ["cancelledAt", time(row.cancelledAt)],
        ["financialStatus", value(row.financialStatus)],
        ["fulfillmentStatus", value(row.fulfillmentStatus)],
        ["paymentMethod", value(row.paymentMethod)],
        ["shippingMethod", value(row.shippingMethod)],
        ["discountCode", value(row.discountCode)],
        ["email", value(row.email)],
        ["phone", value(row.phone)],
        ["billingAddress", show.address(row.billingAddress)],
        ["shippingAddress", show.address(row.shippingAddress)],
        ["note", value(row.note)],
        ["tags", value(row.tags)],
        ["platformId", value(row.platformId)],
        ["attributes", value(row.attributes)],
      ])
    );
  };
}

type Line = Exclude<ArchiveRow<"orders">["lines"], Mark>[number] | Mark;

function isZero(amount: string | Mark): boolean {
  return amount === "0.00" || (typeof amount === "string" && /^-?0*(\.0*)?$/.test(amount));
}
