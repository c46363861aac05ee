import { z } from "zod";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";

/** Shopify ends a list at 25,000 entries: https://shopify.dev/docs/api/usage/limits. */
const MAX_PAGES = 25_000;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** A page of one of Shopify's connections. */
export function connectionOf<Node extends z.ZodType>(node: Node) {
  return z.object({ nodes: z.array(node), pageInfo });
}

/** A page as `connectionOf` reads it. */
export interface Page<Node> {
  nodes: Node[];
  pageInfo: z.infer<typeof pageInfo>;
}

/**
 * Reads a connection to its end, page by page.
 * @param read a page after a cursor; undefined where Shopify withholds it.
 * @param after where to begin; `undefined` at the first page.
 * @throws OutboundError "malformed" where a cursor or a whole page comes again: it would go on for ever.
 */
export async function* readConnection<Node extends object>(
  read: (after: string | undefined) => Promise<Page<Node> | undefined>,
  after?: string,
): AsyncGenerator<Node[]> {
  const cursors = new Set<string>();
  const ids = new Set<string>();
  for (let cursor = after; cursors.size < MAX_PAGES; ) {
    const page = await read(cursor);
    if (!page) return;
    const known = page.nodes.filter((node) => ids.has(idOf(node) ?? ""));
    if (known.length > 0 && known.length === page.nodes.length) throw new OutboundError("malformed");
    for (const id of page.nodes.map(idOf)) if (id) ids.add(id);
    // What moved to a later page while it was read comes once.
    const fresh = known.length > 0 ? page.nodes.filter((node) => !known.includes(node)) : page.nodes;
    if (fresh.length > 0) yield fresh;
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    if (!endCursor || cursors.has(endCursor)) throw new OutboundError("malformed");
    cursors.add(endCursor);
    cursor = endCursor;
  }
  throw new OutboundError("malformed");
}

/** The id of what has one. */
export function idOf(node: object): string | undefined {
  return "id" in node && typeof node.id === "string" ? node.id : undefined;
}
