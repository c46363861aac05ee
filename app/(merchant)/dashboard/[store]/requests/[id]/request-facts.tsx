import { getLocale, getTranslations } from "next-intl/server";
import { EmailText } from "@/components/customer/email-text";
import { Due } from "@/components/request/due";
import { languageName } from "@/components/request/language-name";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import type { FoundRequest } from "@/lib/request/get-request";
import { addressVerifiedAt, identityOf } from "@/lib/request/identity";
import { listProofs } from "@/lib/verification/ask-for-proof";
import { AskToVerify } from "./ask-to-verify";
import { Assignee } from "./assignee";
import { Proofs } from "./proof-dialog";
import { RequestLaws } from "./request-laws";
import type { RequestView } from "./request-view";

/** Who sees to the request, who made it, how it is known who they are, and when it is due. */
export async function RequestFacts(view: RequestView) {
  const t = await getTranslations("request");
  const { request } = view;
  const entered = await getTranslations("newRequest");
  const locale = await getLocale();
  const proofs = await listProofs({ storeId: view.storeId, requestId: request.id });
  const time = (at: Date | null) => at && <LocalTime at={at} />;
  return (
    <Card label={t("facts")}>
      <div id="facts" tabIndex={-1} className="mb-4 scroll-mt-20 rounded-[4px] border-b border-line pb-4">
        <Assignee {...view} />
      </div>
      <Facts
        facts={[
          { name: t("due"), value: <DueAt {...view} /> },
          { name: t("laws"), value: request.deadlines.length > 0 && <RequestLaws {...view} /> },
          { name: t("email"), value: request.email && <EmailText email={request.email} /> },
          { name: t("account"), value: request.platformCustomerId },
          { name: t("proof"), value: t(`proof-${identityOf(request)}`) },
          { name: t("verified"), value: time(addressVerifiedAt(request)) },
          { name: t("type"), value: t(`type-${request.type}`) },
          { name: t("source"), value: t(`source-${request.source}`) },
          { name: entered("receivedBy"), value: request.receivedBy && entered(`channel-${request.receivedBy}`) },
          { name: entered("phoneFact"), value: request.phone && <bdi>{request.phone}</bdi> },
          { name: entered("countryFact"), value: request.country && regionName(request.country, locale) },
          { name: entered("identityChecked"), value: request.identityCheck && <IdentityCheck request={request} /> },
          { name: t("furtherProof"), value: proofs.length > 0 && <Proofs proofs={proofs} /> },
          {
            name: t("received"),
            // Of one that staff entered only the day is known.
            value: <LocalTime at={request.createdAt} dateOnly={request.receivedBy !== null} />,
          },
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

function regionName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}

/** When it is due; where it was extended, also when it was due first, and the reason that the customer was told. */
async function DueAt({ request, timeZone }: RequestView) {
  const t = await getTranslations("request");
  const { state, dueAt, extendedFrom, extensionReason, pause } = request;
  return (
    <>
      <Due state={state} dueAt={dueAt} timeZone={timeZone} />
      {pause && (
        <span className="block text-[13px] leading-[18px] text-ink-soft">
          {t.rich(`waits-${pause.reason}`, { date: () => <LocalTime at={pause.startedAt} dateOnly /> })}{" "}
          <q dir="auto" className="whitespace-pre-line">
            {pause.question}
          </q>
        </span>
      )}
      {extendedFrom && (
        <span className="block text-[13px] leading-[18px] text-ink-soft">
          {t.rich("extendedFrom", { date: () => <LocalTime at={extendedFrom} dateOnly /> })}{" "}
          <q dir="auto" className="whitespace-pre-line">
            {extensionReason}
          </q>
        </span>
      )}
    </>
  );
}
