/** Asks for the customer's OpenPGP key, and sends the archive encrypted under it. */
export function EncryptedEmailForm(_props: { store: string; token: string }) {
  return null;
}
