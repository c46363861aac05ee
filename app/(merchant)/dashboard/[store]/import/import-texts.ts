import { getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "@/components/ui/format-bytes";
import { MAX_UPLOAD_BYTES } from "@/lib/upload/receive-file";

/** The texts of ImportProgress, which runs in the browser and is sent no messages but these. */
export async function importProgressTexts() {
  const t = await getTranslations("imports");
  const file = { name: "{name}", place: "{place}", count: "{count}" };
  return {
    label: t("progressLabel"),
    checking: t("progressChecking", file),
    queued: t("progressQueued"),
    importing: t("progressImporting", file),
    bytes: t("progressBytes", { read: "{read}", total: "{total}", rows: "{rows}" }),
    leave: t("progressLeave"),
    refresh: t("refresh"),
  };
}

export type ImportProgressTexts = Awaited<ReturnType<typeof importProgressTexts>>;

/** The texts of ImportUpload. */
export async function importUploadTexts() {
  const t = await getTranslations("imports");
  const errors = await getTranslations("errors");
  const name = "{name}";
  return {
    drop: t("drop"),
    hint: t("dropHint", { size: formatBytes(MAX_UPLOAD_BYTES, await getLocale()) }),
    chosen: t("chosen"),
    choose: t("choose"),
    remove: t("remove"),
    removeNamed: t("removeNamed", { name }),
    upload: t("upload"),
    uploading: t("uploading", { name }),
    uploaded: t("uploaded", { done: "{done}", total: "{total}" }),
    stayHere: t("stayHere"),
    cancel: t("cancelUpload"),
    label: t("progressLabel"),
    errors: {
      noFile: t("noFile"),
      tooMany: t("tooMany"),
      notCsv: t("notCsv", { name }),
      broke: t("uploadBroke"),
      gone: t("uploadGone"),
      importEmpty: errors("importEmpty"),
      importTooLarge: errors("importTooLarge"),
    },
  };
}

export type ImportUploadTexts = Awaited<ReturnType<typeof importUploadTexts>>;
