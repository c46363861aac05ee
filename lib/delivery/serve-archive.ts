import { archiveResponse } from "@/lib/archive/archive-response";
import { findArchive } from "@/lib/archive/find-archive";
import { clientInfo } from "./client-info";
import { findAccess } from "./delivery-access";
import { beginDownload, streamDelivery } from "./stream-delivery";

/**
 * What a delivery's address answers to a browser with access: the archive. The first answer with bytes counts as one
 * download.
 * @param cookie the value of the browser's cookie for this delivery.
 * @returns "elsewhere" for any other browser and a delivery that has ended, "over" where the downloads were used up
 * meanwhile.
 */
export async function serveArchive({
  storeId,
  deliveryId,
  cookie,
  request,
}: {
  storeId: string;
  deliveryId: string;
  cookie: string | undefined;
  request: Request;
}): Promise<Response | "elsewhere" | "over"> {
  const access = await findAccess(storeId, deliveryId, cookie);
  const archive = access && (await findArchive(access));
  if (!access || !archive) return "elsewhere";
  return await archiveResponse({
    request,
    archive,
    begin: () => beginDownload(access, clientInfo(request.headers)),
    stream: (range) => streamDelivery(access, archive, range),
  });
}
