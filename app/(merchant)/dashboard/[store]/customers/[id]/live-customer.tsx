import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { EmailText } from "@/components/customer/email-text";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import { Menu } from "@/components/ui/menu";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { UserError } from "@/lib/error";
import { answerNotFound } from "@/lib/http/page-answer";
import { isolate } from "@/lib/isolate";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { type LiveRecord, readLive, readLiveSections } from "@/lib/source/read-live";
import type { Hit } from "@/lib/source/source";
import { findRequestsAbout } from "@/lib/subject/find-open-requests";
import { LiveSections } from "./live-sections";
import { MORE_ACTIONS_ID, RequestDataDialog } from "./request-data-dialog";

interface Props {
  /** The store's slug. */
  store: string;
  storeId: string;
  memberId: string;
  /** What the address of the page ends in: see `readLiveId`. */
  id: string;
  /** The page without a dialog. */
  href: string;
  mayExport: boolean;
  dialog: string | string[] | undefined;
}

/** The page of a live source's record: read now, and stored nowhere. */
export async function LiveCustomer(props: Props) {
  const found = await read(props);
  if (!found) return <NothingHere />;
  const t = await getTranslations("customers");
  const header = { href: `/dashboard/${props.store}/customers`, label: t("title") };
  if (typeof found === "string")
    return (
      <Unread back={header} title={t("liveWait")} text={found}>
        <ButtonLink href={props.href}>{t("liveAgain")}</ButtonLink>
      </Unread>
    );
  const { title, hit, failure } = found;
  const why = await getTranslations("connections");
  if (failure)
    return (
      <Unread back={header} title={t("liveFailed", { source: isolate(title) })} text={why(`failure-${failure}`)}>
        <ButtonLink href={props.href}>{t("liveAgain")}</ButtonLink>
        <ButtonLink href={`/dashboard/${props.store}/settings/connections`}>{t("liveStates")}</ButtonLink>
      </Unread>
    );
  if (!hit) {
    answerNotFound();
    return <Unread back={header} title={t("liveGone", { source: isolate(title) })} text={t("liveGoneText")} />;
  }
  return <Found {...props} found={found} hit={hit} />;
}

/** The record, or why it may not be read now. */
async function read(target: Parameters<typeof readLive>[0]): Promise<LiveRecord | string | undefined> {
  try {
    return await readLive(target);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return (await getTranslations("errors"))(error.code, error.values);
  }
}

function Unread({
  back,
  title,
  text,
  children,
}: {
  back: { href: string; label: string };
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="grid gap-[18px]">
      <PageHeader back={back} title={title} />
      <Card padded={false}>
        <EmptyState text={text}>{children}</EmptyState>
      </Card>
    </div>
  );
}

async function Found({
  store,
  storeId,
  id,
  href,
  mayExport,
  dialog,
  found,
  hit,
}: Props & { found: LiveRecord; hit: Hit }) {
  const t = await getTranslations("customers");
  const { source, title, readAt } = found;
  const { email, phone, country } = hit;
  const isAsking = dialog === "request-data" && mayExport;
  const requests = `/dashboard/${store}/requests${email ? `?${new URLSearchParams({ q: email })}` : ""}`;
  return (
    <div className="grid gap-[18px]">
      <PageHeader
        back={{ href: `/dashboard/${store}/customers`, label: t("title") }}
        title={hit.title}
        tags={
          <>
            <Tag tone="wait">{t("live", { source: isolate(title) })}</Tag>
            {hit.isGuest && <Tag tone="calm">{t("guest")}</Tag>}
          </>
        }
      >
        <Menu
          id={MORE_ACTIONS_ID}
          label={t("moreActions")}
          className={buttonClass("plain")}
          align="end"
          items={[
            ...(mayExport ? [{ href: `${href}?dialog=request-data`, label: t("requestData") }] : []),
            { href: requests, label: t("findRequests") },
          ]}
        />
      </PageHeader>
      <p className="text-sm text-ink-soft wrap-anywhere">
        {t.rich("liveRead", { source: isolate(title), time: () => <LocalTime at={readAt} /> })}
      </p>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-5">
          <LiveSections sections={await readLiveSections(storeId, source, hit.record)} />
        </div>
        <Card label={t("facts")}>
          <Facts
            facts={[
              { name: t("email"), value: email ? <EmailText email={email} /> : t("noEmail") },
              { name: t("phone"), value: phone && <bdi className="tabular-nums">{phone}</bdi> },
              { name: t("column-country"), value: country },
              { name: t("column-orders"), value: hit.orderCount },
              { name: t("column-lastOrder"), value: hit.lastOrderAt && <LocalTime at={hit.lastOrderAt} dateOnly /> },
              { name: t("liveSource"), value: <bdi>{title}</bdi> },
              { name: t("liveKey"), value: <bdi className="font-mono text-[13px]">{hit.record}</bdi> },
            ]}
          />
        </Card>
      </div>
      {isAsking && (
        <RequestDataDialog
          store={store}
          customer={id}
          name={hit.title}
          email={null}
          open={await findRequestsAbout({ storeId, source: source.name, record: hit.record, type: DATA_EXPORT })}
          sections={Object.keys(source.collectors)}
          own={source.own?.map(({ section }) => section.title)}
          closeHref={href}
        />
      )}
    </div>
  );
}
