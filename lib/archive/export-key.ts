/** Which export of which store. */
export interface ExportKey {
  storeId: string;
  exportId: string;
}

/** What an export's wrapped key is bound to: it unwraps for no other export. */
export function keyPurpose({ storeId, exportId }: ExportKey): string {
  return `store:${storeId}:export:${exportId}`;
}
