import { type RecordsSection, recordsSource } from "@/lib/source/records/records-source";
import type { Collector, RowSource } from "@/lib/source/source";

/** Dossier's own source with other pages for some sections. */
export function recordsWith(changes: { [S in RecordsSection]?: Collector<S>["pages"] }): RowSource[] {
  const collectors = { ...recordsSource.collectors };
  for (const [section, pages] of Object.entries(changes))
    Object.assign(collectors, { [section]: { ...collectors[section as RecordsSection], pages } });
  return [{ ...recordsSource, collectors }];
}

/** Pages that fail. */
export async function* unreadable(): AsyncGenerator<never[]> {
  yield await Promise.reject(new Error("the platform is away"));
}
