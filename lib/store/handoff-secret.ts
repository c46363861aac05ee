/** What a store's hand-off secret is bound to where it is wrapped (`wrapSecret`): it decrypts as no other store's. */
export function handoffPurpose(storeId: string): string {
  return `store:${storeId}:handoff`;
}
