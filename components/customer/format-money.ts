/** An amount in its currency, exact: the decimal string is never converted to a float. A currency that is no ISO 4217 code follows the number. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  try {
    // A numeric string is read exactly (ECMA-402, NumberFormat v3); the types know only literals.
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount as `${number}`);
  } catch {
    return `${amount} ${currency}`;
  }
}
