import { getTranslations } from "next-intl/server";
import { UserError } from "@/lib/error";
import { searchLive } from "@/lib/source/search-live";

/** What the live sources found, or why they are not asked now. */
export async function askLive(search: Parameters<typeof searchLive>[0]) {
  try {
    return await searchLive(search);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return (await getTranslations("errors"))(error.code, error.values);
  }
}
