/** What the demo store sells: for work, walks and evenings at home. Prices in euro cents. */
export const products = [
  { name: "Notebook, dotted, A5", sku: "AF-NB-A5D", cents: 1450 },
  { name: "Notebook, plain, A6", sku: "AF-NB-A6P", cents: 950 },
  { name: "Fountain pen, brass", sku: "AF-FP-BR", cents: 6900 },
  { name: "Ink, moss green, 50 ml", sku: "AF-INK-MG", cents: 1280 },
  { name: "Ink, iron gall, 30 ml", sku: "AF-INK-IG", cents: 1150 },
  { name: "Pencil set, cedar, 12", sku: "AF-PC-12", cents: 1890 },
  { name: "Wool blanket, heather", sku: "AF-WB-HE", cents: 14900 },
  { name: "Linen cushion, 50 × 50 cm", sku: "AF-LC-50", cents: 3950 },
  { name: "Beeswax candle, tall", sku: "AF-BC-T", cents: 1690 },
  { name: "Stoneware mug, speckled", sku: "AF-SM-SP", cents: 2400 },
  { name: "Teapot, cast iron, 0.8 l", sku: "AF-TP-08", cents: 7800 },
  { name: "Finch field guide, 3rd edition", sku: "AF-BK-FFG", cents: 2990 },
  { name: "Bird feeder, alder wood", sku: "AF-BF-AL", cents: 4450 },
  { name: "Binoculars, 8 × 32", sku: "AF-BI-832", cents: 18900 },
  { name: "Rain cape, waxed cotton — size M", sku: "AF-RC-M", cents: 16500 },
  { name: "Walking socks, merino, 2 pairs", sku: "AF-WS-2", cents: 2890 },
] as const;

/** A currency, the value of one euro in it, and the smallest step of its prices. */
export interface Currency {
  code: string;
  rate: number;
  decimals: 0 | 2;
}

const EURO: Currency = { code: "EUR", rate: 1, decimals: 2 };
const CURRENCIES: Record<string, Currency> = {
  GB: { code: "GBP", rate: 0.86, decimals: 2 },
  US: { code: "USD", rate: 1.09, decimals: 2 },
  CA: { code: "CAD", rate: 1.48, decimals: 2 },
  JP: { code: "JPY", rate: 162, decimals: 0 },
  KR: { code: "KRW", rate: 1470, decimals: 0 },
  CH: { code: "CHF", rate: 0.95, decimals: 2 },
  SE: { code: "SEK", rate: 11.4, decimals: 2 },
  NO: { code: "NOK", rate: 11.7, decimals: 2 },
  PL: { code: "PLN", rate: 4.3, decimals: 2 },
  AU: { code: "AUD", rate: 1.65, decimals: 2 },
  IN: { code: "INR", rate: 91, decimals: 2 },
};

/** The currency of a country's customers; euros if it has no prices of its own. */
export function currencyOf(country: string): Currency {
  return CURRENCIES[country] ?? EURO;
}

/** A catalog price in the smallest units of a currency. */
export function priceIn(currency: Currency, cents: number): number {
  return currency.decimals === 0 ? Math.round((cents * currency.rate) / 1000) * 10 : Math.round(cents * currency.rate);
}

/** Smallest units as a decimal string. */
export function amountIn(currency: Currency, units: number): string {
  return currency.decimals === 0 ? String(units) : (units / 100).toFixed(2);
}
