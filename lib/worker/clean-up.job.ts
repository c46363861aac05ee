import { deleteOldBulkActs } from "@/lib/bulk/delete-old-bulk-acts";
import { eraseKeptOrders } from "@/lib/customer/anonymize-orders";
import { endDeliveriesOf, expireDeliveries } from "@/lib/delivery/expire-deliveries";
import { resumeErasures } from "@/lib/erasure/resume-erasures";
import { expireExports } from "@/lib/export/expire-exports";
import { failAbandonedExports } from "@/lib/export/fail-export";
import { deleteExpiredRates } from "@/lib/http/rate-limit";
import { deleteMessageFiles } from "@/lib/message/delete-message-files";
import { deleteUnverified } from "@/lib/request/delete-unverified";
import { eraseRecords } from "@/lib/request/erase-records";
import { deleteRemovedShops } from "@/lib/shopify/shop-deletions";
import { purgeExpiredCredentials } from "@/lib/sign-in/end-sessions";
import { expireImports } from "@/lib/upload/expire-imports";

/** Deletes what has expired, in all stores. Each part can safely run again. */
export async function cleanUpJob(): Promise<void> {
  await expireDeliveries();
  await expireExports(new Date(), endDeliveriesOf);
  await failAbandonedExports();
  await expireImports();
  await deleteMessageFiles();
  await deleteUnverified();
  await deleteOldBulkActs();
  await resumeErasures();
  await eraseRecords();
  await eraseKeptOrders();
  await purgeExpiredCredentials();
  await deleteRemovedShops();
  await deleteExpiredRates();
}
