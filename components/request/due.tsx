import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";
import type { ListedRequest } from "@/lib/request/listed-request";
import { DueDate, dueWords } from "./due-date";

/** The due date; while the request is open, also how many days are left or how late it is. */
export async function Due({ timeZone, ...request }: Pick<ListedRequest, "state" | "dueAt"> & { timeZone: string }) {
  const words = dueWords(await getTranslations("request"), request, timeZone);
  return <DueDate date={<LocalTime at={request.dueAt} dateOnly />} words={words} />;
}
