/**
 * The classes of a native popover below the button that opens it; what it looks like is in popover.css.
 * @param align which of its edges is the button's.
 */
export function popoverClass(align: "start" | "end" = "start"): string {
  return `popover popover-${align}`;
}
