import type { ReactNode } from "react";

/** A merchant's page outside the dashboard, with one thing to do. */
export function PlainPage({
  title,
  lead,
  notice,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** The message of the previous form. */
  notice?: ReactNode;
  children?: ReactNode;
}) {
  return (
    // Next moves the focus to a page's first element.
    <main tabIndex={-1} className="mx-auto grid max-w-[440px] gap-6 px-5 py-14 outline-none sm:py-20">
      <div>
        <p className="mb-6 text-sm font-semibold tracking-tight text-ink-soft">Dossier</p>
        {notice}
        <h1 className="text-[28px] leading-9 tracking-[-0.022em]">{title}</h1>
        {lead && <div className="mt-2 text-ink-soft">{lead}</div>}
      </div>
      {children}
    </main>
  );
}
