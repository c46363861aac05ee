import type { AnchorHTMLAttributes } from "react";

export type ButtonLook = "primary" | "plain" | "danger" | "link";

/** The classes of a button or of a link that looks like one. */
export function buttonClass(look: ButtonLook = "plain", large = false): string {
  if (look === "link")
    return "text-inherit underline decoration-line-strong underline-offset-3 hover:decoration-current";
  const size = large ? "min-h-12 w-full px-4 text-base" : "min-h-9 px-3.5 text-sm";
  return `inline-flex items-center justify-center gap-2 rounded-control border font-medium no-underline aria-disabled:opacity-60 ${size} ${LOOKS[look]}`;
}

const LOOKS = {
  primary: "border-accent bg-accent text-accent-ink hover:brightness-110",
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  danger: "border-late bg-surface text-late hover:bg-late-wash",
};

/** A link that looks like a button. */
export function ButtonLink({
  look,
  large,
  children,
  ...link
}: { look?: ButtonLook; large?: boolean } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a {...link} className={buttonClass(look, large)}>
      {children}
    </a>
  );
}
