import { env } from "@/lib/env";
import { findStore } from "@/lib/store/find-store";

/** The store of a demo page; null if this process does not serve the demo. */
export async function findDemoStore(slug: string) {
  const { mode } = env();
  return mode === "demo" || mode === "dev" ? await findStore(slug) : null;
}
