import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DemoLinks } from "@/app/demo-links";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { hasMailbox } from "@/lib/mail/has-mailbox";
import { readMailbox } from "@/lib/mail/read-mailbox";

const NEWEST = 100;

export async function generateMetadata() {
  return { title: (await getTranslations("emails"))("mailbox.title") };
}

/** The emails that the demo has sent, newest first. */
export default async function MailboxPage() {
  if (!hasMailbox()) notFound();
  const t = await getTranslations("emails.mailbox");
  const emails = await readMailbox(NEWEST);
  return (
    <main className="mx-auto max-w-[820px] px-5 py-10 sm:py-14">
      <DemoLinks className="mb-4" inMailbox />
      <h1>{t("title")}</h1>
      <p className="mt-1 mb-6 text-ink-soft">{t("lead")}</p>
      {emails.length === 0 ? (
        <Card>
          <p className="text-ink-soft">{t("empty")}</p>
        </Card>
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {emails.map(({ file, to, subject, at }) => (
              <li
                key={file}
                className="relative grid gap-x-4 px-[18px] py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto]"
              >
                <a
                  href={`/mailbox/${file}`}
                  className="font-medium wrap-anywhere no-underline after:absolute after:inset-0"
                >
                  {subject}
                </a>
                <span className="text-[13px] text-ink-faint sm:col-start-2 sm:row-start-1">
                  <LocalTime at={at} />
                </span>
                <span className="text-sm wrap-anywhere text-ink-soft">{to}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {emails.length === NEWEST && <p className="mt-4 text-sm text-ink-faint">{t("newest", { count: NEWEST })}</p>}
    </main>
  );
}
