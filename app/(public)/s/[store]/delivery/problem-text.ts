import { getTranslations } from "next-intl/server";
import type { DeliveryNotice } from "./delivery-notice";

/** The words for what went wrong at the form before; undefined where nothing did. */
export async function problemText({ problem }: DeliveryNotice): Promise<string | undefined> {
  const t = await getTranslations("errors");
  return problem && t(problem.code, { minutes: problem.minutes });
}
