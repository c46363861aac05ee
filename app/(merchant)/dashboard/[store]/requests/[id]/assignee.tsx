import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { listMembers } from "@/lib/merchant/list-members";
import { assign } from "./actions";
import type { RequestView } from "./request-view";

/** The member of the staff to whom the request is assigned. */
export async function Assignee({ store, storeId, request, can }: RequestView) {
  const t = await getTranslations("request");
  const members = await listMembers(storeId, "request.assign");
  const assignee = members.find(({ id }) => id === request.assigneeId);
  if (!can("request.assign"))
    return (
      <p className="text-sm">
        <span className="text-ink-soft">{t("assignee")}</span> <bdi>{assignee?.name ?? t("nobody")}</bdi>
      </p>
    );
  return (
    <ActionForm
      action={assign}
      hidden={{ store, request: request.id }}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
    >
      <Select
        name="assignee"
        label={t("assignee")}
        defaultValue={assignee?.id ?? ""}
        options={[{ value: "", label: t("nobody") }, ...members.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SubmitButton look="plain">{t("assign")}</SubmitButton>
    </ActionForm>
  );
}
