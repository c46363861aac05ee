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
  const entered = await getTranslations("newRequest");
  const locale = await getLocale();
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
          { name: entered("receivedBy"), value: request.receivedBy && entered(`channel-${request.receivedBy}`) },
          { name: entered("phoneFact"), value: request.phone && <bdi>{request.phone}</bdi> },
          { name: entered("countryFact"), value: request.country && regionName(request.country, locale) },
          { name: entered("identityChecked"), value: request.identityCheck && <IdentityCheck request={request} /> },
          {
            name: t("received"),
            // Of one that staff entered only the day is known.
            value: <LocalTime at={request.createdAt} dateOnly={request.receivedBy !== null} />,
          },
          { name: t("verified"), value: time(request.verifiedAt) },
          { name: t("due"), value: <Due state={request.state} dueAt={request.dueAt} timeZone={view.timeZone} /> },
          { name: t("closed"), value: time(request.closedAt) },
          { name: t("language"), value: languageName(request.locale, locale) },
        ]}
      />
      {view.can("request.verify") && <AskToVerify {...view} />}
    </Card>
  );
}

/** How the staff checked who the person is when they entered the request. */
async function IdentityCheck({ request: { identityCheck, identityNote } }: { request: FoundRequest }) {
  const t = await getTranslations("deliver");
  return (
    <>
      {identityCheck && t(`identity-${identityCheck}`)}
      {identityNote && (
        <>
          {": "}
          <bdi>{identityNote}</bdi>
        </>
      )}
    </>
  );
}

function proofOf({ source, emailVerified, verifiedAt, receivedBy }: FoundRequest) {
  if (source === "staff" && receivedBy) return emailVerified ? "enteredVerified" : "entered";
  if (source === "staff") return emailVerified ? "staffVerified" : "staff";
  if (source === "guest") return verifiedAt ? "guest" : "none";
  return emailVerified ? "signedIn" : "accountOnly";
}

function regionName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}

function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
