import { getTranslations } from "next-intl/server";
import type { ListedRequest } from "@/lib/request/listed-request";
import { DueDate } from "./due-date";
import { dueWords } from "./due-words";

/** When the answer is due; while it is owed, how many days are left or how late it is. */
export async function Due({ state, dueAt, locale }: { state: ListedRequest["state"]; dueAt: Date; locale: string }) {
  const words = dueWords(await getTranslations("request"), { state, dueAt });
  return <DueDate at={dueAt.toISOString()} locale={locale} words={words} />;
}
