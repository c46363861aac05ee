import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Page } from "playwright/test";
import { expect } from "./fixtures";
import { downloadControl } from "./support";

interface ArchiveData {
  /** The rows of each section, and everything else in data.json. */
  [key: string]: unknown;
  information: { general: Record<string, string>; sections: Record<string, Record<string, string>> };
}

/** Downloads an archive, opens it with unzip, and expects the hashes of its manifest and its schema to match. */
export async function openArchive(page: Page): Promise<{ folder: string; data: ArchiveData }> {
  const [download] = await Promise.all([page.waitForEvent("download"), downloadControl(page).click()]);
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-archive-"));
  const zip = path.join(folder, "archive.zip");
  await download.saveAs(zip);
  execFileSync("unzip", ["-q", zip, "-d", folder]);
  const read = (name: string) => readFileSync(path.join(folder, name));
  const manifest = JSON.parse(read("manifest.json").toString());
  for (const file of manifest.files) {
    expect(createHash("sha256").update(read(file.path)).digest("hex"), file.path).toBe(file.sha256);
  }
  const data = JSON.parse(read("data.json").toString());
  const validate = addFormats(new Ajv2020({ strict: false })).compile(JSON.parse(read("schema.json").toString()));
  validate(data);
  expect(validate.errors).toBeNull();
  expect(existsSync(path.join(folder, "index.html"))).toBe(true);
  return { folder, data };
}
