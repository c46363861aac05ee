import type { ReactNode } from "react";
import type { HeldRow } from "./review";

/** Marks a value in which somebody else's data may stand, and says which. */
export function FindingMark({ held, pointer, children }: { held: HeldRow; pointer: string; children: ReactNode }) {
  const { findings, t } = held.review;
  const kinds = findings?.at(held.section, held.index, pointer) ?? [];
  if (kinds.length === 0) return children;
  return (
    <div className="min-w-0 rounded-[5px] border-s-4 border-wait bg-wait-wash px-2 py-0.5">
      {children}
      <span className="block text-[12.5px] leading-[18px] font-medium text-wait">
        {kinds.map((kind) => t(`finding-${kind}`)).join(" ")}
      </span>
    </div>
  );
}
