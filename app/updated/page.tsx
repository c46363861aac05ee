import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";

/** Shown for a form on a page that is older than the running build: nothing was sent. */
export default async function UpdatedPage() {
  const t = await getTranslations("common");
  const page = await pageBefore();
  return (
    <main className="mx-auto max-w-[560px] px-5 py-16">
      <h1>{t("updatedTitle")}</h1>
      <p className="mt-2 text-ink-soft">{t("updatedText")}</p>
      {page && (
        <p className="mt-6">
          <ButtonLink href={page} look="primary">
            {t("updatedLink")}
          </ButtonLink>
        </p>
      )}
    </main>
  );
}

/** The page with the form, from the Referer: its URL may contain a token, which no URL of ours repeats. */
async function pageBefore(): Promise<string | undefined> {
  const sent = await headers();
  const referrer = sent.get("referer") ?? "";
  if (!URL.canParse(referrer)) return undefined;
  const { host, pathname, search } = new URL(referrer);
  const here = sent.get("x-forwarded-host") ?? sent.get("host");
  // A path that begins with two slashes would point to another host.
  return host === here && !/^\/[/\\]/.test(pathname) && pathname !== "/updated" ? pathname + search : undefined;
}
