/** Views of one thing, as links; the current one is marked. Scrolls if it is too wide. A `mark` asks for attention. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: { href: string; label: string; count?: string; mark?: { text: string; label: string }; current: boolean }[];
}) {
  return (
    <nav aria-label={label} className="flex gap-0.5 overflow-x-auto border-b border-line px-2.5 pt-1.5">
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className="relative -outline-offset-2! whitespace-nowrap border-b-2 border-transparent px-2.5 pt-2 pb-2.5 text-sm text-ink-soft no-underline hover:text-ink aria-[current]:[scroll-initial-target:nearest] aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {tab.label}
          {tab.count && <span className="ms-1.5 font-normal text-ink-faint tabular-nums">{tab.count}</span>}
          {tab.mark && (
            <span className="ms-1.5 rounded-full bg-wait-wash px-1.5 text-[12.5px] font-medium text-wait tabular-nums">
              {tab.mark.text} <span className="sr-only">{tab.mark.label}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
