import { execFileSync } from "node:child_process";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { allTables } from "./tables-with";

/**
 * Everything that the database holds, as text, by table: of PostgreSQL what pg_dump writes, of the embedded database a COPY
 * of every table. Bytes are in hexadecimal.
 */
export async function dumpTables(): Promise<Map<string, string>> {
  const { databaseUrl } = env();
  if (databaseUrl) {
    const whole = execFileSync("pg_dump", ["--data-only", databaseUrl], { encoding: "utf8", maxBuffer: 2 ** 30 });
    const parts = whole.split(/^(?=COPY )/m);
    return new Map(parts.map((part) => [/^COPY (\S+)/.exec(part)?.[1] ?? "", part]));
  }
  const texts = new Map<string, string>();
  for (const name of await allTables()) {
    const { blob } = (await database().embedded?.query(`COPY (SELECT * FROM ${name}) TO '/dev/blob'`)) ?? {};
    texts.set(name, (await blob?.text()) ?? "");
  }
  return texts;
}

/** The tables whose dump holds one of these texts, in whatever coding (`codings`) and letter case. */
export async function tablesThatHold(texts: string[]): Promise<string[]> {
  const coded = texts.flatMap(codings);
  const found: string[] = [];
  for (const [name, dump] of await dumpTables()) {
    const lower = dump.toLowerCase();
    if (coded.some((form) => lower.includes(form.toLowerCase()))) found.push(name);
  }
  return found.sort();
}

/**
 * How a dump may hold a text of at least 12 characters: as UTF-8, in hexadecimal, and in base64 wherever in a longer text it
 * begins; each of UTF-8 and both UTF-16, and base64 in hexadecimal.
 */
export function codings(text: string): string[] {
  const utf16 = Buffer.from(text, "utf16le");
  const bytes = [Buffer.from(text), utf16, Buffer.from(utf16).swap16()];
  const base64 = bytes.flatMap(base64Forms);
  return [text, ...bytes.map((each) => each.toString("hex")), ...base64, ...base64.map(hexOf)];
}

/** Bytes in base64 at each of the three places in which they can begin, without the ends, which depend on what is around. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
}

function hexOf(text: string): string {
  return Buffer.from(text).toString("hex");
}
