import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder on a disk of its own, which can be filled up. */
export interface SmallFolder {
  path: string;
  /** Takes all the room that there is. */
  fill: () => void;
  /** Gives it back. */
  empty: () => void;
  remove: () => void;
}

/** Whether this process may mount: root may, but not in every container. */
export const canMount = process.getuid?.() === 0 && tryMount();

/** Mounts a tmpfs of so many megabytes. @throws Error where it may not be. */
export function mountSmallFolder(sizeMb: number): SmallFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-small-"));
  const options = ["-t", "tmpfs", "-o", `size=${sizeMb}m,mode=700`, "tmpfs", folder];
  if (spawnSync("mount", options, { stdio: "ignore" }).status !== 0)
    throw new Error("a small disk cannot be mounted here");
  const ballast = path.join(folder, "ballast");
  return {
    path: folder,
    fill: () => {
      const file = openSync(ballast, "a");
      const page = Buffer.alloc(4096);
      try {
        while (writeSync(file, page) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => {
      spawnSync("umount", ["-l", folder], { stdio: "ignore" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tryMount(): boolean {
  try {
    mountSmallFolder(1).remove();
    return true;
  } catch {
    return false;
  }
}
