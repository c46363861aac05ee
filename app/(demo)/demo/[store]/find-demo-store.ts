import { env } from "@/lib/env";
import { findStore } from "@/lib/store/find-store";

/** The store of a demo page; null in a process that serves no demo. */
export async function findDemoStore(slug: string) {
  const { mode } = env();
  return mode === "demo" || mode === "dev" ? await findStore(slug) : null;
}
