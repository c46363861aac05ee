import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { Part } from "@/app/(public)/s/[store]/part";
import { pageTitle } from "@/app/page-title";
import { mailtoAddress } from "@/lib/email-address";
import { isolate } from "@/lib/isolate";
import { findStore } from "@/lib/store/find-store";

export const generateMetadata = pageTitle("accessibility", "title");

/** What the stories in `e2e` do, and no more. */
const TESTS = ["axe", "keyboard", "noScript"] as const;

/** How accessible these pages are, how that was tested, and whom to tell of a problem. */
export default async function AccessibilityPage({ params }: PageProps<"/s/[store]/accessibility">) {
  const store = await findStore((await params).store);
  if (!store) return null;
  const { contactEmail } = store;
  const t = await getTranslations("accessibility");
  const name = { store: isolate(store.name) };
  return (
    <>
      <Heading title={t("title")}>{t("lead", name)}</Heading>
      <Part title={t("testedTitle")}>
        <p>{t("tested")}</p>
        <ul className="mt-2 grid list-disc gap-1 ps-5">
          {TESTS.map((test) => (
            <li key={test}>{t(`tests.${test}`)}</li>
          ))}
        </ul>
      </Part>
      <Part title={t("limitsTitle")}>
        <p>{t("limits", name)}</p>
      </Part>
      <Part title={t("reportTitle")}>
        <p>
          {contactEmail
            ? t.rich("reportContact", {
                contact: () => (
                  <a href={mailtoAddress(contactEmail)} className="underline wrap-anywhere">
                    {contactEmail}
                  </a>
                ),
              })
            : t("report", name)}
        </p>
        <p className="mt-2">{t("authority")}</p>
      </Part>
    </>
  );
}
