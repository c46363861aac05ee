import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";

/** What is shown for a form of a page that is older than the program which answers: nothing came of it. */
export default async function RenewedPage() {
  const t = await getTranslations("common");
  const page = await pageBefore();
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1>{t("renewedTitle")}</h1>
      <p className="mt-2 text-ink-soft">{t("renewedText")}</p>
      {page && (
        <p className="mt-6">
          <a href={page} className={buttonClass("primary")}>
            {t("renewedLink")}
          </a>
        </p>
      )}
    </main>
  );
}

/** The page that the form stood on: it may hold a token in its address, so that no address of ours repeats it. */
async function pageBefore(): Promise<string | undefined> {
  const sent = await headers();
  const referrer = sent.get("referer") ?? "";
  if (!URL.canParse(referrer)) return undefined;
  const { host, pathname, search } = new URL(referrer);
  const here = sent.get("x-forwarded-host") ?? sent.get("host");
  // A path that begins with two slashes would lead to another host.
  return host === here && !/^\/[/\\]/.test(pathname) && pathname !== "/renewed" ? pathname + search : undefined;
}
