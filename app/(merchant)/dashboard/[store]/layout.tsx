import { getTranslations } from "next-intl/server";
import { LanguageSwitch } from "@/app/(merchant)/language-switch";
import { signOut } from "@/app/(merchant)/sign-in/actions";
import { DemoLinks } from "@/app/demo-links";
import { readFlash } from "@/app/flash";
import { AccentStyle } from "@/components/ui/accent-style";
import { buttonClass } from "@/components/ui/button";
import { FlashToast } from "@/components/ui/flash-notice";
import { KeepFocus } from "@/components/ui/keep-focus";
import { StoreTimeZone } from "@/components/ui/page-context";
import { StoreMark } from "@/components/ui/store-mark";
import { listStores } from "@/lib/merchant/list-stores";
import { countOpenRequests } from "@/lib/request/count-requests";
import { currentMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";
import { BulkOffer } from "./requests/bulk-offer";
import { settingsTabs } from "./settings/settings-page";
import { shortcutTexts } from "./shortcut-texts";
import { Shortcuts } from "./shortcuts";
import { SideNav } from "./side-nav";
import { MAX_SWITCHED_STORES, StoreSwitcher } from "./store-switcher";
import { TimeZoneNotice } from "./time-zone-notice";

/** The frame of every dashboard page. Each page checks the session itself and redirects to the sign-in page without one. */
export default async function DashboardLayout({ params, children }: LayoutProps<"/dashboard/[store]">) {
  const { store: slug } = await params;
  const member = await currentMember(slug);
  if (!member) return <main className="mx-auto max-w-[560px] px-5 py-8">{children}</main>;
  const { store, merchant, role } = member;
  const t = await getTranslations("dashboard");
  const account = await getTranslations("merchantAccount");
  const skip = (await getTranslations("common"))("skip");
  const [openCount, stores] = await Promise.all([
    countOpenRequests(store.id),
    listStores(merchant.id, { take: MAX_SWITCHED_STORES + 1 }),
  ]);
  const flash = await readFlash();
  const base = `/dashboard/${slug}`;
  const links = [
    { segment: "requests", href: `${base}/requests`, label: t("requests") },
    { segment: "customers", href: `${base}/customers`, label: t("customers") },
    { segment: "exports", href: `${base}/exports`, label: t("exports") },
    { segment: "overview", href: `${base}/overview`, label: t("overview") },
    ...(may(role, "import.run") ? [{ segment: "import", href: `${base}/import`, label: t("import") }] : []),
    ...(may(role, "settings.manage")
      ? [{ segment: "settings", href: `${base}/settings/data-requests`, label: t("settings") }]
      : []),
  ];
  return (
    <>
      <AccentStyle color={store.accentColor} />
      <a
        href="#content"
        className="sr-only z-20 rounded-control bg-surface px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {skip}
      </a>
      <div className="grid min-h-dvh grid-cols-1 grid-rows-[auto_1fr] md:grid-cols-[216px_minmax(0,1fr)] md:grid-rows-1">
        <header className="min-w-0 border-line bg-sunken max-md:border-b md:border-e">
          <div className="flex flex-col gap-1 px-3 py-2 md:sticky md:top-0 md:h-dvh md:py-4">
            <div className="flex items-center gap-x-2.5 gap-y-3 px-2 py-1.5 md:flex-wrap md:pb-3.5">
              <StoreMark slug={slug} name={store.name} hasLogo={store.logoType !== null} />
              <span dir="auto" className="line-clamp-2 min-w-0 flex-1 text-sm font-semibold wrap-anywhere">
                {store.name}
              </span>
              <Shortcuts
                {...(await shortcutTexts())}
                places={[
                  ...links.flatMap(({ segment, href, label }) =>
                    segment === "settings" ? [] : [{ href, title: label }],
                  ),
                  ...(may(role, "settings.manage") ? await settingsPlaces(base) : []),
                  { href: "/account", title: account("title") },
                ]}
                searchUrl={`/api/stores/${slug}/search`}
              />
              <a href="/account" className="text-[13px] text-ink-soft md:hidden">
                {account("title")}
              </a>
              <SignOut label={t("signOut")} className="md:hidden" />
            </div>
            <StoreSwitcher label={t("switchStore")} current={slug} stores={stores} />
            <SideNav
              label={t("nav")}
              links={links}
              count={openCount > 0 ? { text: openCount > 99 ? "99+" : String(openCount), label: t("openCount") } : null}
            />
            <div className="mt-auto grid gap-2 px-2 max-md:hidden">
              <DemoLinks />
              <a href="/account" dir="auto" className="truncate text-[13px] text-ink-soft" title={merchant.email}>
                {merchant.name}
              </a>
              <div className="flex items-center justify-between gap-3">
                <SignOut label={t("signOut")} />
                <LanguageSwitch />
              </div>
            </div>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          data-dense
          className="w-full max-w-[1180px] px-4 pt-[18px] pb-24 outline-none md:px-8 md:pt-6"
        >
          <FlashToast flash={flash} dismiss={t("dismiss")}>
            {flash?.bulk && <BulkOffer store={slug} flash={flash} />}
          </FlashToast>
          {store.timeZone === null && may(role, "settings.manage") && (
            <TimeZoneNotice
              slug={slug}
              texts={{ ask: t("timeZoneAsk", { zone: "ZONE" }), use: t("timeZoneUse"), keep: t("timeZoneKeep") }}
            />
          )}
          <StoreTimeZone timeZone={store.timeZone} own={merchant.timeZone}>
            {children}
          </StoreTimeZone>
          <KeepFocus />
        </main>
      </div>
    </>
  );
}

function SignOut({ label, className }: { label: string; className?: string }) {
  return (
    <form action={signOut} className={className}>
      <button type="submit" className={`${buttonClass("link")} py-1 text-[13px] text-ink-soft`}>
        {label}
      </button>
    </form>
  );
}

async function settingsPlaces(base: string) {
  const t = await getTranslations("settings");
  return settingsTabs.map((tab) => ({
    href: `${base}/settings/${tab}`,
    title: `${t("title")}: ${t(`tab-${tab}`)}`,
  }));
}
