import { Menu } from "@/components/ui/menu";

/** How many stores the menu holds: every page carries it. A merchant of more goes to the page that lists them. */
export const MAX_SWITCHED_STORES = 8;

/** The merchant's other stores, if they have several. @param stores one more than the menu holds, if there are. */
export function StoreSwitcher({
  label,
  current,
  stores,
}: {
  label: string;
  current: string;
  stores: { slug: string; name: string }[];
}) {
  if (stores.length < 2) return null;
  const look = "text-[13px] text-ink-soft hover:text-ink";
  return (
    <div className="px-2 pb-2">
      {stores.length > MAX_SWITCHED_STORES ? (
        <a href="/dashboard" className={look}>
          {label}
        </a>
      ) : (
        <Menu
          label={label}
          className={look}
          items={stores.map(({ slug, name }) => ({
            href: `/dashboard/${slug}/requests`,
            label: name,
            checked: slug === current,
          }))}
        />
      )}
    </div>
  );
}
