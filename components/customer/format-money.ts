/** An amount in its currency, exact: the decimal string is never made a float. What is no ISO 4217 code is put behind. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  try {
    // A numeric string is read exactly (ECMA-402, NumberFormat v3); the types know only literals.
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount as `${number}`);
  } catch {
    return `${amount} ${currency}`;
  }
}
