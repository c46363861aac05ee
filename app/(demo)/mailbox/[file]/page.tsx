import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DemoLinks } from "@/app/demo-links";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { hasMailbox } from "@/lib/mail/has-mailbox";
import { readMailboxEntry } from "@/lib/mail/read-mailbox";

export async function generateMetadata() {
  return { title: (await getTranslations("emails"))("mailbox.title") };
}

/** One email: its links by name, formatted, and as plain text. */
export default async function MailboxEntryPage({ params }: PageProps<"/mailbox/[file]">) {
  if (!hasMailbox()) notFound();
  const email = await readMailboxEntry((await params).file);
  if (!email) notFound();
  const t = await getTranslations("emails.mailbox");
  const facts = [
    [t("to"), email.to],
    [t("from"), email.from],
    [t("sent"), <LocalTime key="at" at={email.at} />],
  ] as const;
  return (
    <main className="mx-auto grid max-w-[820px] gap-6 px-5 py-10 sm:py-14">
      <div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <a href="/mailbox" className="text-sm text-ink-soft">
            {t("back")}
          </a>
          <DemoLinks inMailbox />
        </div>
        <h1 className="mt-3 wrap-anywhere">{email.subject}</h1>
        <dl className="mt-3 grid grid-cols-[84px_minmax(0,1fr)] gap-y-1 text-sm">
          {facts.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-ink-faint">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {email.links.length > 0 && (
        <Card label={t("links")}>
          <h2>{t("links")}</h2>
          <ul className="mt-2 grid gap-1">
            {email.links.map(({ name, href }) => (
              <li key={href}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <section>
        <h2 className="mb-2">{t("html")}</h2>
        <iframe
          title={t("html")}
          src={`/mailbox/${email.file}/html`}
          // Scripts in an email don't run; a clicked link opens in the whole window.
          sandbox="allow-top-navigation-by-user-activation"
          className="h-[900px] sm:h-[760px] w-full rounded-card border border-line"
        />
      </section>
      <section>
        <h2 className="mb-2">{t("text")}</h2>
        <Card>
          <pre className="font-mono text-[13px] leading-5 wrap-anywhere whitespace-pre-wrap">{email.text}</pre>
        </Card>
      </section>
    </main>
  );
}
