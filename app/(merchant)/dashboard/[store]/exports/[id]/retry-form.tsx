import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { exportAgain } from "./actions";

/** The button that exports the same request anew, and leads to the new export. */
export async function RetryForm({ store, requestId, label }: { store: string; requestId: string; label: string }) {
  const problem = (await getTranslations("common"))("problem");
  return (
    <div className="mt-3">
      <ActionForm action={exportAgain} errorTitle={problem} hidden={{ store, requestId }}>
        <SubmitButton look="plain">{label}</SubmitButton>
      </ActionForm>
    </div>
  );
}
