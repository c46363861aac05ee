import { readRequestVersion } from "@/lib/request/request-version";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** The version of what a request's page shows, as JSON. */
export const GET = merchantRoute("request.view", async ({ member, id }) => {
  const version = await readRequestVersion({ storeId: member.store.id, requestId: id });
  return version ? Response.json({ version }, { headers: { "Cache-Control": "no-store" } }) : undefined;
});
