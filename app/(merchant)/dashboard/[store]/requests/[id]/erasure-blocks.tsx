import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import type { ErasureBlock } from "@/lib/erasure/find-blocks";
import type { ErasureHold } from "@/prisma/generated/client";
import { liftErase } from "./erasure-actions";
import type { RequestView } from "./request-view";

/** What stands against an erasure, each with a link to the request that it is about. */
export async function ErasureBlocks({ store, blocks }: { store: string; blocks: ErasureBlock[] }) {
  if (blocks.length === 0) return null;
  const t = await getTranslations("erasure");
  return (
    <Notice tone="wait">
      <p className="font-medium">{t("blockedTitle")}</p>
      <ul className="mt-1 grid gap-1">
        {blocks.map(({ kind, requestId, reference }) => (
          <li key={`${kind} ${requestId}`}>
            {t.rich(`block-${kind}`, {
              reference,
              link: (text: ReactNode) => (
                <a href={`/dashboard/${store}/requests/${requestId}`} className="reference underline">
                  {text}
                </a>
              ),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** A hold with its reason, and the way for owners to lift it. */
export async function ErasureHeld({ view, hold }: { view: RequestView; hold: ErasureHold }) {
  const t = await getTranslations("erasure");
  const { store, request, can } = view;
  return (
    <Notice tone="wait">
      <p>{t.rich("heldBy", { at: () => <LocalTime at={hold.setAt} />, name: () => <bdi>{hold.setByName}</bdi> })}</p>
      <blockquote dir="auto" className="mt-1 whitespace-pre-line wrap-anywhere">
        {hold.reason}
      </blockquote>
      {request.state === "open" && can("request.approve_erasure") && (
        <ActionForm action={liftErase} hidden={{ store, request: request.id }} className="mt-2">
          <SubmitButton look="plain">{t("lift")}</SubmitButton>
        </ActionForm>
      )}
    </Notice>
  );
}
