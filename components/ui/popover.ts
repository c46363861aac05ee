/** The classes of a native popover below the button that opens it. @param align which of its edges is the button's. */
export function popoverClass(align: "start" | "end" = "start"): string {
  return `${ALIGN[align]} fixed m-auto max-w-[calc(100vw-32px)] rounded-card border border-line bg-surface text-ink shadow-card supports-[position-area:bottom]:inset-auto supports-[position-area:bottom]:my-1 supports-[position-area:bottom]:mx-0 [position-try-fallbacks:flip-inline,flip-block]`;
}

const ALIGN = {
  start: "[position-area:bottom_span-right]",
  end: "[position-area:bottom_span-left]",
};
