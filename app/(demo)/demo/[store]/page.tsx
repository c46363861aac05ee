import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DemoLinks } from "@/app/demo-links";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { AccentStyle } from "@/components/ui/accent-style";
import { buttonClass } from "@/components/ui/button";
import { StoreMark } from "@/components/ui/store-mark";
import { listShoppers } from "@/lib/demo/list-shoppers";
import { isolate } from "@/lib/isolate";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { leaveDemo } from "./actions";
import { findDemoStore } from "./find-demo-store";
import { Shelves } from "./shelves";

export async function generateMetadata({ params }: PageProps<"/demo/[store]">) {
  const store = await findDemoStore((await params).store);
  return store ? { title: { absolute: isolate(store.name) } } : {};
}

/** A small storefront that signs its customers in and hands them over to their data requests. */
export default async function StorefrontPage({ params }: PageProps<"/demo/[store]">) {
  const store = await findDemoStore((await params).store);
  if (!store) notFound();
  const t = await getTranslations("demo");
  const customer = await currentCustomer(store.id);
  const shoppers = await listShoppers(store.id);
  return (
    <div className="mx-auto max-w-[920px] px-5 pb-14 pt-7">
      <AccentStyle color={store.accentColor} />
      <DemoLinks className="mb-4 justify-end" />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line pb-5">
        <div className="flex min-w-0 flex-1 items-center gap-2.5 font-semibold">
          <StoreMark
            slug={store.slug}
            name={store.name}
            hasLogo={store.logoType !== null}
            width={store.logoWidth}
            height={store.logoHeight}
          />
          <span className="wrap-anywhere">{store.name}</span>
          <span className="whitespace-nowrap rounded-full bg-calm-wash px-2 text-[12.5px] font-medium leading-5 text-calm">
            {t("badge")}
          </span>
        </div>
        {customer && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <span className="text-ink-soft wrap-anywhere">{t("signedInAs", { email: customer.email ?? "" })}</span>
            <ActionForm action={leaveDemo} hidden={{ store: store.slug }}>
              <SubmitButton look="link">{t("signOut")}</SubmitButton>
            </ActionForm>
          </div>
        )}
      </header>
      <main className="grid gap-10 pt-10">
        <div>
          <h1 className="text-[30px] leading-9 tracking-[-0.022em]">{store.name}</h1>
          <p className="mt-2.5 max-w-[44ch] text-[17px] leading-[26px] text-ink-soft">{t("lead")}</p>
          <a
            href={`/s/${store.slug}`}
            className={
              customer ? `mt-6 ${buttonClass("primary")}` : "mt-4 inline-block text-sm text-ink-soft underline"
            }
          >
            {t(customer ? "requests" : "guestLink")}
          </a>
        </div>
        <section aria-labelledby="sign-in" className="rounded-card border border-line bg-surface p-5 shadow-card">
          <h2 id="sign-in">{t("signInTitle")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t("signInText")}</p>
          {/* A plain form: it leaves this page, as a store's own link would. */}
          <form method="post" action={`/demo/${store.slug}/sign-in`} className="mt-4 grid gap-2.5 sm:grid-cols-2">
            {shoppers.map((shopper) => (
              <div key={shopper.id} className="grid content-start gap-1">
                <button
                  type="submit"
                  name="customer"
                  value={shopper.id}
                  className={`${buttonClass("plain")} min-h-11 justify-start!`}
                >
                  {t("signInAs", { name: shopper.name })}
                </button>
                <p className="px-0.5 text-[13px] leading-[18px] text-ink-faint wrap-anywhere">
                  {[
                    t("orders", { count: shopper.orders }),
                    shopper.sharesAddress && t("shared"),
                    !shopper.emailVerified && t("unverified"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              </div>
            ))}
          </form>
        </section>
        <Shelves storeId={store.id} title={t("products")} />
      </main>
    </div>
  );
}
