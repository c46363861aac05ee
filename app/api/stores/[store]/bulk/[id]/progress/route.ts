import { readBulkProgress } from "@/lib/bulk/find-bulk";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** The progress of an act on many requests, as JSON. */
export const GET = merchantRoute("request.view", async ({ member, id }) => {
  const progress = await readBulkProgress({ storeId: member.store.id, bulkId: id });
  return progress ? Response.json(progress, { headers: { "Cache-Control": "no-store" } }) : undefined;
});
