import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { exportAgain } from "./actions";

/** The button that exports the same request again and opens the new export. */
export function RetryForm({ store, requestId, label }: { store: string; requestId: string; label: string }) {
  return (
    <div className="mt-3">
      <ActionForm action={exportAgain} hidden={{ store, requestId }}>
        <SubmitButton look="plain">{label}</SubmitButton>
      </ActionForm>
    </div>
  );
}
