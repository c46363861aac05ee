import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DemoLinks } from "@/app/demo-links";
import { readFlash } from "@/app/flash";
import { AccentStyle } from "@/components/ui/accent-style";
import { FlashNotice } from "@/components/ui/flash-notice";
import { StoreTimeZone } from "@/components/ui/page-context";
import { StoreMark } from "@/components/ui/store-mark";
import { mailtoAddress } from "@/lib/email-address";
import { isolate } from "@/lib/isolate";
import { locales } from "@/lib/locale";
import { findStore } from "@/lib/store/find-store";
import { chooseLanguage } from "./actions";
import { StoreNotFound } from "./store-not-found";

export async function generateMetadata({ params }: LayoutProps<"/s/[store]">): Promise<Metadata> {
  const store = await findStore((await params).store);
  if (!store) {
    const title = (await getTranslations("notFound"))("storeTitle");
    // Whatever page it was.
    return { title: { absolute: title, template: title } };
  }
  const t = await getTranslations("public");
  return { title: { absolute: `${t("title")} · ${isolate(store.name)}`, template: `%s · ${isolate(store.name)}` } };
}

/** The frame of every page for a store's customers: the store, its contact, and the language. */
export default async function PublicLayout({ children, params }: LayoutProps<"/s/[store]">) {
  const store = await findStore((await params).store);
  if (!store) return <StoreNotFound />;
  const t = await getTranslations("public");
  const common = await getTranslations("common");
  const locale = await getLocale();
  return (
    <div className="mx-auto flex min-h-dvh max-w-[560px] flex-col px-5 pb-10 pt-7">
      <AccentStyle color={store.accentColor} />
      <a
        href="#content"
        className="sr-only z-20 rounded-control bg-surface px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {common("skip")}
      </a>
      <DemoLinks className="mb-4 justify-end" />
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-2 pb-10">
        <StoreMark
          slug={store.slug}
          name={store.name}
          hasLogo={store.logoType !== null}
          width={store.logoWidth}
          height={store.logoHeight}
        />
        <span dir="auto" className="min-w-0 grow basis-40 font-semibold wrap-anywhere">
          {store.name}
        </span>
        {store.shopUrl && (
          <a href={store.shopUrl} className="text-sm text-ink-soft underline">
            {t("backToShop")}
          </a>
        )}
      </header>
      <main id="content" className="flex-1">
        <FlashNotice flash={await readFlash()} />
        <StoreTimeZone timeZone={store.timeZone}>{children}</StoreTimeZone>
      </main>
      <footer className="mt-10 flex flex-wrap gap-x-[18px] gap-y-1.5 text-[13px] text-ink-faint">
        {store.contactEmail && (
          <a href={mailtoAddress(store.contactEmail)} className="underline wrap-anywhere">
            {store.contactEmail}
          </a>
        )}
        {store.privacyPolicyUrl && (
          <a href={store.privacyPolicyUrl} className="underline">
            {t("privacyPolicy")}
          </a>
        )}
        <a href={`/s/${store.slug}/accessibility`} className="underline">
          {t("accessibility")}
        </a>
        <form action={chooseLanguage} className="flex gap-x-[18px]">
          {locales
            .filter((other) => other !== locale)
            .map((other) => (
              <button
                key={other}
                type="submit"
                name="locale"
                value={other}
                lang={other}
                className="underline decoration-line-strong underline-offset-3"
              >
                {new Intl.DisplayNames([other], { type: "language" }).of(other)}
              </button>
            ))}
        </form>
      </footer>
    </div>
  );
}
