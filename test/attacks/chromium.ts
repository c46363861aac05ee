import { type Browser, chromium } from "playwright";
import { ensurePrograms, findChromium } from "@/e2e/programs";

/** A real browser, for what only a browser decides. @throws Error where there is none and none may be installed. */
export async function launchChromium(): Promise<Browser> {
  ensurePrograms();
  return await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}
