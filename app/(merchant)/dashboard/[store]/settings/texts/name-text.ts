import { getTranslations } from "next-intl/server";
import { REQUEST_PAGE, type TextName } from "@/lib/notification/editable-texts";

/** How the settings name a text: an email by its heading, in the reader's language. */
export async function nameText(): Promise<(name: TextName) => string> {
  const [texts, emails] = [await getTranslations("texts"), await getTranslations("emails.customer")];
  return (name) => (name === REQUEST_PAGE ? texts("request-page") : emails(`${name}.heading`));
}
