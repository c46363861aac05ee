import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { descriptors, type Section } from "@/lib/section/sections";
import { dataOf, fileOf } from "./archive";

type Files = Record<string, string>;

/** What archives in English call the imported records. */
const RECORDS = "The shop’s records";

/** How an archive's manifest says that a source was searched, with the sections that its list of sections calls unread. */
export function searchOf(files: Files, source: string) {
  const { searches, sources } = JSON.parse(fileOf(files, "manifest.json"));
  const search = searches.find((one: Record<string, unknown>) => one.source === source);
  const unread = sources.filter((one: Record<string, unknown>) => one.source === source && one.failure !== null);
  return { ...search, unread: unread.map(({ section }: { section: string }) => section) };
}

/**
 * How many rows of a section each source gave, in the archive's order. Fails unless CSV says of each row what JSON says, and
 * HTML names the same sources above their rows.
 */
export function rowsBySource(files: Files, section: string): Record<string, number> {
  const field = descriptors[section as Section]?.sourceField ?? "source";
  const rows: Record<string, string>[] = dataOf(files)[section];
  const lines: typeof rows = parse(fileOf(files, `csv/${section}.csv`), { bom: true, columns: true });
  const origins = (all: typeof rows) => all.map((row) => [row[field], row.record]);
  expect(origins(lines)).toEqual(origins(rows));
  const counted = Map.groupBy(rows, (row) => row[field] ?? "");
  const [, html = ""] = new RegExp(`<h2 id="${section}">(.*?)</section>`, "s").exec(fileOf(files, "index.html")) ?? [];
  const above = [...html.matchAll(/<(?:h3 class="order"|th scope="colgroup"[^>]*)>([^<]+)</g)].map(([, name]) => name);
  expect(above).toEqual([...counted.keys()].map((source) => searchOf(files, source).name ?? RECORDS));
  return Object.fromEntries([...counted].map(([source, { length }]) => [source, length]));
}
