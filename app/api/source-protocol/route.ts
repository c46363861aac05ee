import { readFile } from "node:fs/promises";
import path from "node:path";

/** Read while the app is built: no process that serves it needs the file. */
export const dynamic = "force-static";

/** docs/source-protocol.md, which says what a web service has to answer. */
export async function GET() {
  const text = await readFile(path.join(process.cwd(), "docs", "source-protocol.md"), "utf8");
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
