import type { AnchorHTMLAttributes } from "react";

export type ButtonLook = "primary" | "plain" | "danger" | "link";

/** The classes of a button or of a link that looks like one; what they look like is in button.css. */
export function buttonClass(look: ButtonLook = "plain", large = false): string {
  if (look === "link")
    return "text-inherit underline decoration-line-strong underline-offset-3 hover:decoration-current";
  return `button button-${look}${large ? " button-large" : ""}`;
}

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
