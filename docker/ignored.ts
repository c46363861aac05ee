import { globSync, readFileSync } from "node:fs";

/** The paths in a folder that its .dockerignore keeps out of the image. */
export function ignoredIn(folder: string): string[] {
  const lines = readFileSync(`${folder}/.dockerignore`, "utf8").split("\n");
  const patterns = lines.filter((line) => line && !/^[#!]/.test(line));
  const kept = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  // node_modules is left out as a whole.
  return globSync(patterns, { cwd: folder, exclude: ["node_modules/**"] }).filter((name) => !kept.includes(name));
}
