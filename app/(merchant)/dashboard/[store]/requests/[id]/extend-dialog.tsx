import { getTranslations } from "next-intl/server";
import { Textarea } from "@/components/form/textarea";
import { LocalTime } from "@/components/ui/local-time";
import { previewEmail } from "@/lib/notification/preview-email";
import { extendedDueDate } from "@/lib/request/extend-request";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { extend } from "./actions";
import { AskDialog } from "./ask-dialog";
import type { RequestView } from "./request-view";
import { Told } from "./told";

/** Explains an extension, and asks for the reason that the customer will read. */
export async function ExtendDialog(view: RequestView) {
  const t = await getTranslations("request");
  const { storeId, request } = view;
  const dueAt = (await extendedDueDate({ storeId, requestId: request.id })) ?? request.dueAt;
  const changed = { ...request, dueAt, extendedFrom: request.dueAt, extensionReason: t("yourReason") };
  const letter = await previewEmail(storeId, "request-extended", changed);
  return (
    <AskDialog
      view={view}
      title={t("extendTitle")}
      answers={{
        what: t.rich("extendWhat", {
          from: () => <LocalTime at={request.dueAt} dateOnly />,
          until: () => <LocalTime at={dueAt} dateOnly />,
        }),
        told: request.email ? (
          <Told view={view} event="request_extended" letter={letter} />
        ) : (
          t.rich("extendTell", { due: () => <LocalTime at={request.dueAt} dateOnly /> })
        ),
        undo: t("extendUndo"),
      }}
      action={extend}
      button={t("extend")}
    >
      <Textarea
        name="reason"
        label={t("extendReason")}
        hint={t("extendReasonHint")}
        maxLength={MAX_REASON_LENGTH}
        required
        rows={3}
      />
    </AskDialog>
  );
}
