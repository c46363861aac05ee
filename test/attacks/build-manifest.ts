import { readFileSync } from "node:fs";

export interface Action {
  /** The name that it is exported by. */
  name: string;
  id: string;
  /** A page whose forms call it, such as `/s/[store]`. */
  page: string;
}

/** Every action of the build in `.next`, from Next's own list. */
export function readActions(): Action[] {
  const { node }: { node: Record<string, { exportedName: string; filename: string; workers: object }> } = JSON.parse(
    readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  );
  return Object.entries(node).map(([id, { exportedName, filename, workers }]) => {
    const own = Object.keys(workers).find((page) => filename.includes(folderOf(page))) ?? Object.keys(workers)[0] ?? "";
    return { name: exportedName, id, page: folderOf(own).replace(/^app|\/\([^)]*\)/g, "") };
  });
}

/** Every route and page of the build, such as `/api/stores/[store]/logo`. */
export function readRoutes(): string[] {
  const routes: Record<string, string> = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
  return Object.values(routes).sort();
}

function folderOf(page: string): string {
  return page.replace(/\/page$/, "");
}
