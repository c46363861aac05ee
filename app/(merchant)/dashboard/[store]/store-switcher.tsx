import { Menu } from "@/components/ui/menu";

/** The merchant's other stores, if they have several. */
export function StoreSwitcher({
  label,
  current,
  stores,
}: {
  label: string;
  current: string;
  stores: { slug: string; name: string }[];
}) {
  return (
    <div className="px-2 pb-2">
      <Menu
        label={label}
        className="text-[13px] text-ink-soft hover:text-ink"
        items={stores.map(({ slug, name }) => ({
          href: `/dashboard/${slug}/requests`,
          label: name,
          checked: slug === current,
        }))}
      />
    </div>
  );
}
