import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { isolate } from "@/lib/isolate";
import type { Store } from "@/lib/store/find-store";
import { findAskedProof } from "@/lib/verification/give-proof";
import { sendProof } from "./actions";

/** Asks for the facts that the store wants to compare; nothing where it asks for none. */
export async function ProofForm({ store, requestId }: { store: Store; requestId: string }) {
  const asked = await findAskedProof({ storeId: store.id, requestId });
  if (!asked) return null;
  const t = await getTranslations("messages");
  const kind = asked.facts.length === asked.needed ? "both" : "some";
  return (
    <section aria-labelledby="proof" className="mb-7 rounded-card border border-line bg-surface px-[18px] py-4">
      <h2 id="proof" className="text-base font-semibold">
        {t("proofTitle")}
      </h2>
      <p className="mt-1 mb-4 text-sm text-ink-soft">{t("proofText", { kind, store: isolate(store.name) })}</p>
      <ActionForm action={sendProof} hidden={{ store: store.slug, request: requestId }} className="grid gap-4">
        {asked.facts.map((fact) => (
          <Field key={fact} name={fact} label={t(`facts.${fact}`)} hint={t(`factHints.${fact}`)} maxLength={100} />
        ))}
        <div>
          <SubmitButton>{t("proofSend")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
