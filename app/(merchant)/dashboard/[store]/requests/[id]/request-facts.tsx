import { getLocale, getTranslations } from "next-intl/server";
import { EmailText } from "@/components/customer/email-text";
import { Due } from "@/components/request/due";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import type { FoundRequest } from "@/lib/request/get-request";
import { AskToVerify } from "./ask-to-verify";
import type { RequestView } from "./request-view";

/** Who requested what, how they proved their identity, and when it is due. */
export async function RequestFacts(view: RequestView) {
  const t = await getTranslations("request");
  const { request } = view;
  const time = (at: Date | null) => at && <LocalTime at={at} />;
  return (
    <Card label={t("facts")}>
      <Facts
        facts={[
          { name: t("reference"), value: <span className="font-mono text-[13px]">{request.reference}</span> },
          { name: t("email"), value: request.email && <EmailText email={request.email} /> },
          { name: t("account"), value: request.platformCustomerId },
          { name: t("proof"), value: t(`proof-${proofOf(request)}`) },
          { name: t("type"), value: t(`type-${request.type}`) },
          { name: t("source"), value: t(`source-${request.source}`) },
          { name: t("received"), value: time(request.createdAt) },
          { name: t("verified"), value: time(request.verifiedAt) },
          { name: t("due"), value: <Due state={request.state} dueAt={request.dueAt} timeZone={view.timeZone} /> },
          { name: t("closed"), value: time(request.closedAt) },
          { name: t("language"), value: languageName(request.locale, await getLocale()) },
        ]}
      />
      {view.can("request.verify") && <AskToVerify {...view} />}
    </Card>
  );
}

function proofOf({ source, emailVerified, verifiedAt }: FoundRequest) {
  if (source === "staff") return emailVerified ? "staffVerified" : "staff";
  if (source === "guest") return verifiedAt ? "guest" : "none";
  return emailVerified ? "signedIn" : "accountOnly";
}

function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
