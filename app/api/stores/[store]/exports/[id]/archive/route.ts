import { serveExport } from "@/lib/export/serve-export";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** Streams an export's archive. */
export const GET = merchantRoute(
  "export.download",
  ({ request, member, actor, id }) => serveExport({ request, storeId: member.store.id, exportId: id, actor }),
  (store, id) => `/dashboard/${store}/exports/${id}`,
);

/** The headers that GET would have. Exported, since Next would otherwise run GET with a body to throw away. */
export const HEAD = GET;
