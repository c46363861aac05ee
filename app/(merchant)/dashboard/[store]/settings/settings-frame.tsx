import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Member, requireMember } from "@/lib/sign-in/member";
import { may } from "@/lib/sign-in/permissions";

const tabs = ["data-requests", "notifications", "delivery", "information"] as const;

/** The frame of a settings page, which renders its content for owners alone. */
export async function SettingsFrame({
  store,
  tab,
  children,
}: {
  store: string;
  tab: (typeof tabs)[number];
  children: (member: Member) => ReactNode;
}) {
  const member = await requireMember(store, "request.view", `/dashboard/${store}/settings/${tab}`);
  const t = await getTranslations("settings");
  return (
    <div className="grid max-w-[760px] gap-5">
      <h1>{t("title")}</h1>
      {may(member.role, "settings.manage") ? (
        <>
          <nav aria-label={t("title")} className="flex gap-0.5 overflow-x-auto border-b border-line">
            {tabs.map((name) => (
              <a
                key={name}
                href={`/dashboard/${store}/settings/${name}`}
                aria-current={name === tab ? "page" : undefined}
                className="whitespace-nowrap border-b-2 border-transparent px-2.5 pt-2 pb-2.5 text-sm text-ink-soft no-underline hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
              >
                {t(`tab-${name}`)}
              </a>
            ))}
          </nav>
          {children(member)}
        </>
      ) : (
        <div>
          <h2>{t("ownersOnlyTitle")}</h2>
          <p className="mt-1 text-ink-soft">{t("ownersOnlyText", { store: member.store.name })}</p>
        </div>
      )}
    </div>
  );
}
