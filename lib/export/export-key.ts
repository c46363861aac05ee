/** What an export's wrapped key is bound to: it unwraps for no other export. */
export function keyPurpose(storeId: string, exportId: string): string {
  return `store:${storeId}:export:${exportId}`;
}
