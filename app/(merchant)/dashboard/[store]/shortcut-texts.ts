import { getTranslations } from "next-intl/server";

/** The texts of the dashboard's keys, for `Shortcuts`. */
export async function shortcutTexts() {
  const t = await getTranslations("shortcuts");
  return {
    label: t("search"),
    palette: {
      title: t("title"),
      placeholder: t("placeholder"),
      places: t("places"),
      requests: t("requests"),
      customers: t("customers"),
      keys: t("help"),
      searching: t("searching"),
      nothing: t("nothing"),
      failed: t("failed"),
      oneResult: t("results", { count: 1, text: "1" }),
      manyResults: t("results", { count: 2, text: "COUNT" }),
    },
    help: {
      title: t("help"),
      keys: [
        { keys: "/", does: t("key-search") },
        { keys: "j", does: t("key-next") },
        { keys: "k", does: t("key-previous") },
        { keys: "Enter", does: t("key-open") },
        { keys: "← →", does: t("key-inside") },
        { keys: "?", does: t("key-help") },
        { keys: "Ctrl K, ⌘K", does: t("key-palette") },
      ],
      single: t("single"),
      singleHint: t("singleHint"),
      close: t("close"),
    },
  };
}
