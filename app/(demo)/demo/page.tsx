import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Tag } from "@/components/ui/tag";
import { demoMembers, demoPassword } from "@/lib/demo/demo-members";
import { findRequestOf } from "@/lib/demo/find-request-of";
import { hasMailbox } from "@/lib/mail/has-mailbox";

/** Whose request the story is about: her orders hold a gift, a refund and a note that names a neighbor. */
const CUSTOMER = "amelia.hartley@mail.example";
/** The address that two accounts share, under which a request is open. */
const FAMILY = "familie.brandt@mail.example";

export async function generateMetadata() {
  return { title: { absolute: (await getTranslations("demo.hub"))("title") } };
}

/** Where the demo begins: who can be tried out, and the story of a request in seven steps. */
export default async function DemoPage() {
  const password = demoPassword();
  if (!password) notFound();
  const [t, team] = [await getTranslations("demo.hub"), await getTranslations("team")];
  const emails = hasMailbox() ? "/mailbox" : undefined;
  const requestOf = async (email: string) => {
    const id = await findRequestOf("demo", email);
    return id && `/dashboard/demo/requests/${id}`;
  };
  const steps = [
    { name: "ask", who: t("customer"), href: "/s/demo" },
    { name: "verify", who: t("customer"), href: emails },
    { name: "find", who: demoMembers[0].name, href: "/dashboard/demo/requests" },
    { name: "decide", who: demoMembers[0].name, href: await requestOf(FAMILY) },
    { name: "review", who: demoMembers[0].name, href: await requestOf(CUSTOMER) },
    { name: "approve", who: demoMembers[1].name, href: "/dashboard/demo/settings/delivery" },
    { name: "open", who: t("customer"), href: emails },
  ] as const;
  return (
    <main className="mx-auto max-w-[920px] px-5 py-10 sm:py-14">
      <h1 className="text-[30px] leading-9 tracking-[-0.022em]">{t("title")}</h1>
      <p className="mt-2.5 max-w-[60ch] text-[17px] leading-[26px] text-ink-soft">{t("lead")}</p>
      <div className="mt-8 grid gap-5 sm:grid-cols-2">
        <Person name={t("customer")} role={t("customerTag")} does={t("customerDoes")}>
          <ButtonLink href="/demo/demo">{t("openShop")}</ButtonLink>
          <ButtonLink href="/s/demo">{t("requestPage")}</ButtonLink>
          {emails && <ButtonLink href={emails}>{t("steps.verify.page")}</ButtonLink>}
        </Person>
        {demoMembers.map(({ role, name, email }) => (
          <Person key={email} name={name} role={team(`role-${role}`)} does={t(`does.${role}`)}>
            <dl className="mb-1 grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
              <dt className="text-ink-soft">{t("email")}</dt>
              <dd className="wrap-anywhere">{email}</dd>
              <dt className="text-ink-soft">{t("password")}</dt>
              <dd className="wrap-anywhere">{password}</dd>
            </dl>
            {/* A plain form: the answer is a page of the dashboard. */}
            <form method="post" action="/demo/sign-in">
              <button type="submit" name="member" value={email} className={buttonClass()}>
                {t("signInAs", { name })}
              </button>
            </form>
          </Person>
        ))}
      </div>
      <section aria-labelledby="story" className="mt-5 rounded-card border border-line bg-surface shadow-card">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-[18px] py-3">
          <h2 id="story">{t("story")}</h2>
          <span className="text-sm text-ink-soft">{t("minutes")}</span>
        </div>
        <ol className="divide-y divide-line">
          {steps.map(({ name, who, href }, index) => (
            <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-[18px] py-3 sm:flex-nowrap">
              <span aria-hidden="true" className="w-5 text-right font-semibold text-ink-faint">
                {index + 1}
              </span>
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-x-2 font-medium">
                  {t(`steps.${name}.title`)}
                  <Tag tone="calm">{who}</Tag>
                </p>
                <p className="text-sm text-ink-soft">{t(`steps.${name}.text`, { customer: CUSTOMER })}</p>
              </div>
              {name === "review" && !href && <span className="text-sm text-ink-soft">{t("steps.review.first")}</span>}
              {href && (
                <ButtonLink href={href} aria-label={t("step", { number: index + 1, page: t(`steps.${name}.page`) })}>
                  {t(`steps.${name}.page`)}
                </ButtonLink>
              )}
            </li>
          ))}
        </ol>
      </section>
      <div className="mt-5">
        <Card>
          <h2>{t("worth")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t("worthText")}</p>
        </Card>
      </div>
      <p className="mt-6 text-sm text-ink-soft">{t("startOver")}</p>
    </main>
  );
}

function Person(props: { name: string; role: string; does: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="flex flex-wrap items-center gap-x-2">
        {props.name} <Tag tone="calm">{props.role}</Tag>
      </h2>
      <p className="mt-1 mb-3 text-sm text-ink-soft">{props.does}</p>
      <div className="flex flex-wrap gap-2">{props.children}</div>
    </Card>
  );
}
