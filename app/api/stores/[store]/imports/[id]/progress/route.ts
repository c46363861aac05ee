import { merchantRoute } from "@/lib/sign-in/merchant-route";
import { readImportProgress } from "@/lib/upload/find-imports";

/** An import's progress, as JSON. */
export const GET = merchantRoute("import.run", async ({ member, id }) => {
  const progress = await readImportProgress(member.store.id, id);
  return progress ? Response.json(progress, { headers: { "Cache-Control": "no-store" } }) : undefined;
});
