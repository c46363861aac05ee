import { readFile } from "node:fs/promises";
import path from "node:path";

/** Read while the app is built: no process that serves it needs the file. */
export const dynamic = "force-static";

/** docs/source-protocol.schema.json, for a validator. */
export async function GET() {
  const text = await readFile(path.join(process.cwd(), "docs", "source-protocol.schema.json"), "utf8");
  return new Response(text, { headers: { "Content-Type": "application/json" } });
}
