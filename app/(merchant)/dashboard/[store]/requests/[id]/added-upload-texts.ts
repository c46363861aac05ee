import { getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "@/components/ui/format-bytes";
import { MAX_ADDED_BYTES, MAX_ADDED_FILES } from "@/lib/upload/receive-added-file";

/** What the route that takes a file may answer. */
const codes = [
  ...(["invalid", "systemMissing", "asOfMissing", "asOfInFuture", "alreadyClosed", "tooManyFiles"] as const),
  ...(["fileEmpty", "fileTooLarge", "fileNotWhatItSays", "fileTypeUnknown", "imageBroken", "imageTooLarge"] as const),
];

/** What AddedUpload needs of the server: its texts and limits. */
export async function addedUploadTexts() {
  const t = await getTranslations("added");
  const errors = await getTranslations("errors");
  const [name, size] = ["{name}", formatBytes(MAX_ADDED_BYTES, await getLocale())];
  return {
    maxBytes: MAX_ADDED_BYTES,
    maxFiles: MAX_ADDED_FILES,
    system: t("system"),
    systemHint: t("systemHint"),
    asOf: t("asOf"),
    files: t("files"),
    filesHint: t("filesHint", { size, count: MAX_ADDED_FILES }),
    upload: t("upload"),
    uploading: t("uploading", { name }),
    cancel: t("cancel"),
    failed: t("failed", { name, problem: "{problem}" }),
    errors: {
      noFile: t("noFile"),
      broke: t("broke"),
      gone: t("gone"),
      ...Object.fromEntries(codes.map((code) => [code, errors(code)])),
      rateLimited: t("rateLimited"),
    } as Record<string, string>,
  };
}

export type AddedUploadTexts = Awaited<ReturnType<typeof addedUploadTexts>>;
