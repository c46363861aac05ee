import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

/** What the dialog gives the focus back to. */
export const REFUSE_LINK_ID = "refuse-link";

/** Opens the dialog to refuse a request. */
export function RefuseLink({ href, label }: { href: string; label: string }) {
  return (
    <Link id={REFUSE_LINK_ID} href={href} prefetch={false} scroll={false} className={buttonClass("danger")}>
      {label}
    </Link>
  );
}
