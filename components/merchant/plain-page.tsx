import type { ReactNode } from "react";
import { KeepFocus } from "@/components/ui/keep-focus";
import { PageHeading } from "@/components/ui/page-heading";

/** A merchant's page outside the dashboard, with one thing to do. Its heading takes the focus, unless something else has it. */
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
    <main className="mx-auto grid max-w-[440px] gap-6 px-5 py-14 sm:py-20">
      <KeepFocus />
      <div>
        <p className="mb-6 text-sm font-semibold tracking-tight text-ink-soft">Dossier</p>
        {notice}
        {/* A page that turns into another one has a new heading. */}
        <PageHeading key={title} className="text-[28px] leading-9 tracking-[-0.022em]">
          {title}
        </PageHeading>
        {lead && <div className="mt-2 text-ink-soft wrap-anywhere">{lead}</div>}
      </div>
      {children}
    </main>
  );
}
