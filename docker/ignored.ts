import { globSync, readFileSync } from "node:fs";

/** What of a folder the image is not built from: the names that its .dockerignore tells. */
export function ignoredIn(folder: string): string[] {
  const lines = readFileSync(`${folder}/.dockerignore`, "utf8").split("\n");
  const patterns = lines.filter((line) => line && !/^[#!]/.test(line));
  const kept = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  return globSync(patterns, { cwd: folder }).filter((name) => !kept.includes(name));
}
