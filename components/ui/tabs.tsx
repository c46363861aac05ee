/**
 * Views of one thing, as links; the current one is marked. Scrolls if it is too wide. The `tone` of a count that is not 0
 * asks for attention.
 */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: {
    href: string;
    label: string;
    count?: string;
    tone?: "wait" | "late";
    current: boolean;
  }[];
}) {
  return (
    <nav aria-label={label} className="flex gap-0.5 overflow-x-auto border-b sm:flex-wrap border-line px-2.5 pt-1.5">
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined} className="tab">
          {tab.label}{" "}
          {tab.count && (
            <span
              className={`ms-0.5 tabular-nums ${tab.tone && tab.count !== "0" ? `font-medium ${TONES[tab.tone]}` : "font-normal text-ink-faint"}`}
            >
              {tab.count}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

const TONES = { wait: "text-wait", late: "text-late" };
