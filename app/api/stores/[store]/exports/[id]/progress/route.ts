import { readProgress } from "@/lib/export/read-progress";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** An export's progress, as JSON. */
export const GET = merchantRoute("export.view", async ({ member, id }) => {
  const progress = await readProgress({ storeId: member.store.id, exportId: id });
  return progress ? Response.json(progress, { headers: { "Cache-Control": "no-store" } }) : undefined;
});
