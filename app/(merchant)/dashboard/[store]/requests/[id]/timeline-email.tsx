import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import { Tag, type TagTone } from "@/components/ui/tag";
import { readEmailFailure } from "@/lib/notification/queue-emails";
import type { TimelineEntry } from "@/lib/request/timeline";

type Email = Extract<TimelineEntry, { email: unknown }>["email"];

/** An email: to whom, its subject and state; opened, its plain text as it is stored, without the secrets in its links. */
export async function TimelineEmail({ email }: { email: Email }) {
  const t = await getTranslations("request");
  const { audience, subject, state, text, to, locale, sentAt } = email;
  return (
    <details>
      <summary className="-my-0.5 rounded-[4px] py-0.5">
        {t(`email-${audience}`)} <bdi className="font-medium">{subject ?? t("notWritten")}</bdi>{" "}
        <Tag tone={TONES[state]}>{t(`email-${state}`)}</Tag>
      </summary>
      <div className="mt-2 grid gap-2.5 rounded-control border border-line bg-sunken px-3.5 py-3">
        <Facts
          facts={[
            { name: t("emailTo"), value: <bdi>{to}</bdi> },
            { name: t("emailSubject"), value: subject && <bdi>{subject}</bdi> },
            { name: t("emailSent"), value: sentAt && <LocalTime at={sentAt} /> },
            {
              name: t("emailFailure"),
              value: (state === "retrying" || state === "failed") && <Failure email={email} />,
            },
          ]}
        />
        {text && (
          <div
            lang={locale}
            dir="auto"
            className="border-t border-line pt-2.5 text-[13px] leading-[19px] whitespace-pre-line wrap-anywhere"
          >
            {text.trim()}
          </div>
        )}
      </div>
    </details>
  );
}

async function Failure({ email }: { email: Email }) {
  const t = await getTranslations("request");
  const reasons = await getTranslations("emails.failures");
  const { kind, code } = readEmailFailure(email.lastError ?? "");
  return (
    <span className={email.state === "failed" ? "text-late" : "text-wait"}>
      {t(email.state === "failed" ? "gaveUp" : "tried", { attempts: email.attempts })} {reasons(kind, { code })}
    </span>
  );
}

const TONES: Record<Email["state"], TagTone> = {
  queued: "calm",
  retrying: "wait",
  sent: "good",
  failed: "late",
  unneeded: "calm",
};
