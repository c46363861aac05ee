import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Tag, type TagTone } from "@/components/ui/tag";
import { readEmailFailure } from "@/lib/notification/queue-emails";
import type { FoundRequest } from "@/lib/request/get-request";
import type { RequestView } from "./request-view";

type Email = FoundRequest["emails"][number];

/** The emails about a request, and whether they were sent. */
export async function RequestEmails({ request: { emails } }: RequestView) {
  const t = await getTranslations("request");
  return (
    <Card padded={false}>
      <h2 className="border-b border-line px-[18px] py-4">{t("emails")}</h2>
      {emails.length === 0 && <p className="px-[18px] py-4 text-sm text-ink-soft">{t("noEmails")}</p>}
      <ul>
        {emails.map((email) => (
          <li
            key={email.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line px-[18px] py-2.5 text-sm last:border-b-0"
          >
            <span dir="auto" className="wrap-anywhere">
              {email.subject ?? t("notWritten")}
            </span>
            <span>
              <Tag tone={TONES[email.state]}>{t(`email-${email.state}`)}</Tag>
            </span>
            <span className="col-span-2 text-[13px] text-ink-soft wrap-anywhere">
              {t(`to-${email.audience}`, { address: email.to })} · <LocalTime at={email.sentAt ?? email.createdAt} />
            </span>
            {(email.state === "retrying" || email.state === "failed") && (
              <span className={`col-span-2 text-[13px] ${email.state === "failed" ? "text-late" : "text-wait"}`}>
                <Failure email={email} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

async function Failure({ email }: { email: Email }) {
  const t = await getTranslations("request");
  const reasons = await getTranslations("emails.failures");
  const { kind, code } = readEmailFailure(email.lastError ?? "");
  return (
    <>
      {t(email.state === "failed" ? "gaveUp" : "tried", { attempts: email.attempts })} {reasons(kind, { code })}
    </>
  );
}

const TONES: Record<Email["state"], TagTone> = {
  queued: "calm",
  retrying: "wait",
  sent: "good",
  failed: "late",
  unneeded: "calm",
};
