import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";
import { isolate } from "@/lib/isolate";
import { requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";

/** The settings pages, in the order of their tabs. */
export const settingsTabs = [
  "data-requests",
  "law",
  "request-types",
  "sign-in",
  "connections",
  "notifications",
  "delivery",
  "information",
  "texts",
  "team",
] as const;

interface PageInput {
  params: Promise<{ store: string; text?: string; template?: string; number?: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What a settings page shows is drawn from. */
export interface SettingsView {
  storeId: string;
  slug: string;
  /** The signed-in owner. */
  merchantId: string;
  /** Of the page's address, besides the store. */
  params: Omit<Awaited<PageInput["params"]>, "store">;
  query: Awaited<PageInput["searchParams"]>;
}

/**
 * A settings page, whose content is rendered for owners alone.
 * @param ForOthers what the store's other members see of it, if anything.
 */
export function settingsPage(
  tab: (typeof settingsTabs)[number],
  Content: (view: SettingsView) => Promise<ReactNode>,
  ForOthers?: (view: Pick<SettingsView, "storeId">) => Promise<ReactNode>,
) {
  return async function SettingsPage({ params, searchParams }: PageInput) {
    const { store: slug, ...rest } = await params;
    const { store, role, merchant } = await requireMember(slug, "request.view", `/dashboard/${slug}/settings/${tab}`);
    const t = await getTranslations("settings");
    return (
      <div className="grid max-w-[760px] gap-5">
        <h1>{t("title")}</h1>
        {may(role, "settings.manage") ? (
          <>
            <Tabs
              label={t("title")}
              tabs={settingsTabs.map((name) => ({
                href: `/dashboard/${slug}/settings/${name}`,
                label: t(`tab-${name}`),
                current: name === tab,
              }))}
            />
            <Content storeId={store.id} slug={slug} merchantId={merchant.id} params={rest} query={await searchParams} />
          </>
        ) : ForOthers ? (
          <ForOthers storeId={store.id} />
        ) : (
          <div>
            <h2>{t("ownersOnlyTitle")}</h2>
            <p className="mt-1 text-ink-soft">{t("ownersOnlyText", { store: isolate(store.name) })}</p>
          </div>
        )}
      </div>
    );
  };
}
