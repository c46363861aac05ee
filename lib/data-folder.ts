import { accessSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { OperatorError } from "./error";

/**
 * Creates DATA_DIR where it is missing, and does something in it.
 * @throws OperatorError with one line that says what to do where the file system refuses.
 */
export function inDataFolder<T>(dataDir: string, work: () => T): T {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return work();
  } catch (error) {
    throw explainFileError(dataDir, error) ?? error;
  }
}

/** @throws an error of the file system where a path exists that this process may not write to, even as root. */
export function checkWritable(file: string): void {
  if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
}

/** Whether the disk has less room than one segment of PostgreSQL's log (16 MB) needs. */
export function isDiskFull(dataDir: string): boolean {
  const { bavail, bsize } = statfsSync(dataDir);
  return bavail * bsize < 16 * 1024 * 1024;
}

/** The line for a full disk. */
export function diskFull(dataDir: string): OperatorError {
  return new OperatorError(`The disk of DATA_DIR (${dataDir}) is full: make room, then start again.`);
}

function explainFileError(dataDir: string, error: unknown): OperatorError | undefined {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (!code || !syscall) return undefined;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(dataDir);
  return new OperatorError(`DATA_DIR (${dataDir}) cannot be used: ${ADVICE[code] ?? `${message}.`}`);
}

const ADVICE: Record<string, string> = {
  EEXIST: "it is a file. Choose a folder.",
  ENOTDIR: "it is a file, or inside one. Choose a folder.",
  EROFS: "its disk is read-only. Mount it writable, or choose another folder.",
  EACCES: "this user may not write to it. Change its owner, or choose another folder.",
  EPERM: "this user may not write to it. Change its owner, or choose another folder.",
};
