import { formatMoney } from "@/components/customer/format-money";
import { pointerTo } from "@/lib/section/pointer";
import { type ReceiptLine, receiptOf } from "@/lib/section/receipt";
import { isEmpty } from "@/lib/section/show-value";
import { Controlled } from "./held-value";
import { RedactedMark } from "./redacted-mark";
import { type HeldRow, redactionAt } from "./review";

/** The amounts that sum a row up, as the archive's receipt has them: each can be redacted where the row holds it. */
export function RowReceipt({ held, sums }: { held: HeldRow; sums: string[] }) {
  const { review, row } = held;
  const isRedacted = (name: string) => redactionAt(held, pointerTo("", name)) !== undefined;
  const shown = Object.fromEntries(sums.map((name) => [name, isRedacted(name) ? null : row[name]]));
  const lines = receiptOf(shown).filter(({ label, amount }) => isRedacted(fieldOf(label)) || !isEmpty(amount));
  return (
    <dl className="grid w-fit grid-cols-[auto_auto] justify-self-end gap-y-1 pe-8 text-[13px] leading-[18px] max-sm:w-full max-sm:pe-0">
      {lines.map(({ label, amount }) => (
        <div
          key={label}
          className={`contents ${label === "total" ? "font-semibold *:border-t *:border-line *:pt-1.5" : "[&>dt]:text-ink-soft"}`}
        >
          <dt className="pe-8">{review.words.caption(label)}</dt>
          <dd className="text-end whitespace-nowrap tabular-nums">
            <Amount held={held} name={fieldOf(label)} amount={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Amount({ held, name, amount }: { held: HeldRow; name: string; amount: unknown }) {
  const pointer = pointerTo("", name);
  const redaction = redactionAt(held, pointer);
  if (redaction) return <RedactedMark held={held} pointer={pointer} redaction={redaction} />;
  const text = formatMoney(String(amount), String(held.row.currency ?? ""), held.review.locale);
  if (isEmpty(held.row[name])) return text;
  return (
    <Controlled held={held} pointer={pointer}>
      <span className="order-last">{text}</span>
    </Controlled>
  );
}

/** The field that a line's amount is drawn from; none of the row's for what is left over. */
function fieldOf(label: ReceiptLine["label"]): string {
  if (label === "items") return "subtotal";
  return label === "taxesIncluded" ? "taxes" : label;
}
