import ApprovalNeeded from "@/emails/approval-needed";
import ExportFailed from "@/emails/export-failed";
import ExportReady from "@/emails/export-ready";
import NewRequest from "@/emails/new-request";
import RequestAnswered from "@/emails/request-answered";
import RequestCancelled from "@/emails/request-cancelled";
import RequestRefused from "@/emails/request-refused";
import type { ComposedEmail } from "./customer-emails";
import { type EmailContext, storeRequestFacts, timeOf } from "./email-context";

/** What each template tells the store. */
export const storeEmails = {
  "new-request": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("newRequest.heading"), t("newRequest.intro", values));
    return {
      subject: t("newRequest.subject", values),
      element: <NewRequest {...props} match={matchOf(context)} />,
    };
  },
  "approval-needed": (context: EmailContext): ComposedEmail => {
    const { t, values, delivery } = context;
    const intro = t("approvalNeeded.intro", {
      name: delivery?.createdByName ?? "",
      method: delivery?.method ?? "link",
    });
    const props = told(context, t("approvalNeeded.heading"), intro);
    return { subject: t("approvalNeeded.subject", values), element: <ApprovalNeeded {...props} /> };
  },
  "export-ready": (context: EmailContext): ComposedEmail => {
    const { t, values, urls, locale } = context;
    const props = told(context, t("exportReady.heading"), t("exportReady.intro", values));
    const expiresAt = context.export?.expiresAt;
    return {
      subject: t("exportReady.subject", values),
      element: (
        <ExportReady
          {...props}
          action={{ name: t("exportReady.button"), url: urls.export, fallback: t("fallback") }}
          lifetime={
            expiresAt ? t("exportReady.lifetime", { at: timeOf(expiresAt, locale) }) : t("exportReady.lifetimePlain")
          }
        />
      ),
    };
  },
  "export-failed": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("exportFailed.store.heading"), t("exportFailed.store.intro", values));
    return { subject: t("exportFailed.store.subject", values), element: <ExportFailed {...props} /> };
  },
  "request-answered": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("requestAnswered.store.heading"), t("requestAnswered.store.intro", values));
    return { subject: t("requestAnswered.store.subject", values), element: <RequestAnswered {...props} /> };
  },
  "request-refused": (context: EmailContext): ComposedEmail => {
    const { t, values, request } = context;
    const props = told(context, t("requestRefused.store.heading"), t("requestRefused.store.intro", values));
    return {
      subject: t("requestRefused.store.subject", values),
      element: <RequestRefused {...props} reason={request?.refusalReason ?? ""} />,
    };
  },
  "request-cancelled": (context: EmailContext): ComposedEmail => {
    const { t, values } = context;
    const props = told(context, t("requestCancelled.store.heading"), t("requestCancelled.store.intro", values));
    return { subject: t("requestCancelled.store.subject", values), element: <RequestCancelled {...props} /> };
  },
};

/** What most templates hold: a heading, a sentence, the facts of the request and the way to it. */
function told(context: EmailContext, heading: string, intro: string) {
  const { frame, t, urls } = context;
  return {
    frame: frame(heading, intro),
    intro,
    facts: storeRequestFacts(context),
    action: { name: t("openRequest"), url: urls.request, fallback: t("fallback") },
  };
}

/** Whether the request belongs to a customer, in words. */
function matchOf({ t, request }: EmailContext): string {
  if (request?.customerId && request.customerName) return t("newRequest.matchOne", { name: request.customerName });
  if (request?.customerId) return t("newRequest.matchOneUnnamed");
  const count = request?.matchCount ?? 0;
  return count > 1 ? t("newRequest.matchSeveral", { count }) : t("newRequest.matchNone");
}
