import type { BrowserContext } from "playwright";

/** The bytes that a page's first visit loads, as they came over the wire. */
export interface PageWeight {
  htmlBytes: number;
  scriptBytes: number;
}

/** Opens a page in a context with an empty cache. @throws Error where it is not answered with 200 or lacks `text`. */
export async function weighPage(context: BrowserContext, address: string, text: string): Promise<PageWeight> {
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const response = await page.goto(address, { waitUntil: "networkidle" });
  if (response?.status() !== 200) throw new Error(`${address} answered ${response?.status()}`);
  const html = await response.text();
  if (!html.includes(text)) throw new Error(`${address} lacks "${text}"`);
  const scriptBytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return { htmlBytes: Buffer.byteLength(html), scriptBytes };
}

/** Thousands of bytes, rounded up to a hundredth. */
export function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 10) / 100;
}
