import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { callWoo } from "./call-woo";

/** The most that WooCommerce gives (101 is refused). */
const PER_PAGE = 100;
/** Where a shop that goes on for ever ends. */
const MAX_PAGES = 4000;
const MAX_PASSES = 3;

/**
 * A list of WooCommerce's by ascending id, page by page, each row once. Where rows went while it was read, those after them
 * moved and some were missed: it is read again, and gives what is new.
 * @throws OutboundError "malformed" where a page comes again, or it goes on for ever.
 */
export async function* readList<T extends { id: number }>(
  connection: Connection,
  path: string,
  query: Record<string, string>,
  row: z.ZodType<T>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  const seen = new Set<number>();
  const page = z.array(row).max(PER_PAGE);
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const inPass = new Set<number>();
    let total = 0;
    let isShrunk = false;
    for (let number = 1; ; number++) {
      if (number > MAX_PAGES) throw new OutboundError("malformed");
      const paging = { orderby: "id", order: "asc", per_page: String(PER_PAGE), page: String(number) };
      const answer = await callWoo(connection, path, { ...query, ...paging }, page, { signal });
      const { body = [], headers } = answer ?? {};
      if (body.length > 0 && body.every(({ id }) => inPass.has(id))) throw new OutboundError("malformed");
      for (const { id } of body) inPass.add(id);
      const fresh = body.filter(({ id }, index) => !seen.has(id) && body.findIndex((one) => one.id === id) === index);
      for (const { id } of fresh) seen.add(id);
      if (fresh.length > 0) yield fresh;
      const before = total;
      total = readCount(headers?.get("x-wp-total")) ?? before;
      isShrunk ||= number > 1 && total < before;
      const pages = readCount(headers?.get("x-wp-totalpages"));
      if (pages === undefined ? body.length < PER_PAGE : number >= pages) break;
    }
    // A row that the key may not see counts among them: no second reading would bring it.
    if (!isShrunk && (pass > 1 || inPass.size >= total)) return;
  }
  throw new OutboundError("malformed");
}

function readCount(text: string | null | undefined): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
