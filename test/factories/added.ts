import sharp from "sharp";
import type { MerchantActor } from "@/lib/event/event-types";
import { buildExport } from "@/lib/export/build-export";
import { requestExport } from "@/lib/export/request-export";
import { openAddedFile } from "@/lib/upload/added-items";
import { receiveAddedFile } from "@/lib/upload/receive-added-file";
import { makeRequest } from "./request";
import { makeMember, makeMerchant, makeStore } from "./store";
import { bodyOf } from "./upload";

export const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n");

/** An open request of a new store, and a member of its staff. */
export async function makeOpenRequest() {
  const { id: storeId } = await makeStore({ timeZone: "Europe/Berlin" });
  const actor: MerchantActor = await makeMember(storeId, "staff", "Ben Staff");
  const { id: requestId } = await makeRequest(storeId);
  return { storeId, requestId, actor };
}

/** Adds a file to a request by hand. */
export async function addFile(
  target: Parameters<typeof receiveAddedFile>[0],
  name: string,
  content: string | Uint8Array,
  from: { system?: string; asOf?: string } = {},
): Promise<void> {
  await receiveAddedFile(target, { system: "Helpdesk", asOf: "2026-03-01", ...from, name }, bodyOf(content));
}

/** Adds a file to an export's request, and exports it again: every section then has a row. */
export async function exportWithAdded<Exported extends { storeId: string; requestId: string }>(exported: Exported) {
  const { storeId, requestId } = exported;
  const actor = await makeMerchant();
  await addFile({ storeId, requestId, actor }, "invoice.pdf", PDF);
  const { exportId } = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  return { ...exported, exportId };
}

/** The bytes of a file that was added. */
export async function readAdded(storeId: string, itemId: string): Promise<Buffer> {
  const file = await openAddedFile({ storeId, itemId });
  if (!file) throw new Error("there is no such file");
  const pieces: Uint8Array[] = [];
  for await (const piece of file.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A picture with what a camera writes into it. */
export function photo(width = 300, height = 200) {
  return sharp({ create: { width, height, channels: 3, background: "#c00" } }).withExif({
    IFD0: { Copyright: "Somebody" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" },
  });
}
