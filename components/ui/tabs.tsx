/**
 * Views of one thing, as links; the current one is marked. Scrolls if it is too wide. A `mark` asks for attention, and so
 * does the `tone` of a count that is not 0.
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
    mark?: { text: string; label: string };
    current: boolean;
  }[];
}) {
  return (
    <nav aria-label={label} className="flex gap-0.5 overflow-x-auto border-b border-line px-2.5 pt-1.5">
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

const TONES = { wait: "text-wait", late: "text-late" };
