import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Menu } from "@/components/ui/menu";
import { Tag } from "@/components/ui/tag";
import type { Role } from "@/prisma/generated/client";

/** A member as the page lists them. */
export interface ListedMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** False for someone who has not set a password yet. */
  hasPassword: boolean;
  isYou: boolean;
  isLastOwner: boolean;
}

/** The id of the button that opens a member's menu, which gets the focus back. */
export function menuId(memberId: string): string {
  return `member-${memberId}`;
}

/** The members of the store, each with what may be done to them. */
export async function MemberList({ href, members }: { href: string; members: ListedMember[] }) {
  const t = await getTranslations("team");
  return (
    <Card padded={false}>
      <h2 className="px-[18px] pt-4 pb-2">{t("membersTitle", { count: members.length })}</h2>
      <ul>
        {members.map(({ id, name, email, role, hasPassword, isYou }) => (
          <li
            key={id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-line px-[18px] py-2.5 text-sm sm:grid-cols-[minmax(0,1fr)_auto_88px]"
          >
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">
                <bdi>{name}</bdi>
                {isYou && <span className="font-normal text-ink-soft"> {t("you")}</span>}
              </p>
              <p className="text-ink-soft wrap-anywhere">{email}</p>
            </div>
            <div className="max-sm:order-3 max-sm:col-span-2">
              {hasPassword ? (
                <span className="text-ink-soft">{t(`role-${role}`)}</span>
              ) : (
                <Tag tone="wait">{t("noPassword", { role: t(`role-${role}`) })}</Tag>
              )}
            </div>
            <div className="text-end">
              <Menu
                id={menuId(id)}
                align="end"
                label={
                  <>
                    {t("actions")} <span className="sr-only">{t("actionsFor", { name })}</span>
                  </>
                }
                className="min-h-9 text-[13px] text-ink-soft hover:text-ink"
                items={[
                  { href: `${href}?change=${id}`, label: t("changeRole") },
                  { href: `${href}?remove=${id}`, label: t(isYou ? "leave" : "remove") },
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
