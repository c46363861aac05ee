import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";
import { previewEmail } from "@/lib/notification/preview-email";
import { reopen } from "./actions";
import { AskDialog } from "./ask-dialog";
import type { RequestView } from "./request-view";
import { Told } from "./told";

/** Explains what reopening does. */
export async function ReopenDialog(view: RequestView) {
  const t = await getTranslations("request");
  const letter = await previewEmail(view.storeId, "request-reopened", { ...view.request, state: "open" });
  return (
    <AskDialog
      view={view}
      title={t("reopenTitle")}
      answers={{
        what: t.rich("reopenWhat", {
          link: view.current ? "yes" : "no",
          due: () => <LocalTime at={view.request.dueAt} dateOnly />,
        }),
        told: <Told view={view} event="request_reopened" letter={letter} />,
        undo: t("reopenUndo"),
      }}
      action={reopen}
      button={t("reopen")}
      returnFocusTo="reopen-link"
    />
  );
}
