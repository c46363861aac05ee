import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { Cell, Row, Table } from "@/components/ui/table";
import { isolate } from "@/lib/isolate";
import { readerWords } from "@/lib/section/words";
import { livePath } from "@/lib/source/connection/connection";
import type { LiveHit, LiveHits } from "@/lib/source/search-live";

const columns = ["customer", "email", "phone", "country", "orders", "lastOrder"] as const;

/** What each live source found for a search, and which of them did not answer. */
export async function LiveResults({
  store,
  found,
  typed,
  listed,
}: {
  store: string;
  found: LiveHits[];
  /** What was searched for. */
  typed: string;
  /** The ids of the imported records on the page, which name the live sources that have them too. */
  listed: string[];
}) {
  const t = await getTranslations("customers");
  const why = await getTranslations("connections");
  const silent = found.filter(({ failure }) => failure !== undefined);
  return (
    <>
      {silent.length > 0 && (
        <Notice tone="wait">
          <h2 className="text-sm">{t("liveSilent", { count: silent.length })}</h2>
          <ul className="mt-1 grid gap-1 text-sm">
            {silent.map(({ source, title, failure }) => (
              <li key={source} className="wrap-anywhere">
                <bdi>{title}</bdi>: {failure && why(`failure-${failure}`)}
              </li>
            ))}
          </ul>
          <a href={`/dashboard/${store}/settings/connections`} className="mt-2 inline-block text-sm underline">
            {t("liveStates")}
          </a>
        </Notice>
      )}
      {found
        .filter(({ failure }) => failure === undefined)
        .map((one) => (
          <SourceHits key={one.source} {...{ store, typed, listed }} {...one} />
        ))}
    </>
  );
}

async function SourceHits({
  store,
  typed,
  listed,
  ...found
}: LiveHits & { store: string; typed: string; listed: string[] }) {
  const { source, title, next, isCut } = found;
  const t = await getTranslations("customers");
  const hits = found.hits.filter(({ imported }) => !imported || !listed.includes(imported));
  const above = found.hits.length - hits.length;
  return (
    <Card padded={false}>
      <div className="p-4">
        <h2 className="wrap-anywhere">{t("liveTitle", { source: isolate(title) })}</h2>
        <p className="mt-0.5 text-sm text-ink-soft">
          {t("liveFound", { count: found.hits.length, limit: isCut ? "yes" : "no" })}
          {above > 0 && ` ${t("liveAbove", { count: above })}`}
        </p>
      </div>
      {hits.length > 0 && (
        <div className="border-t border-line">
          <Table
            label={t("liveTitle", { source: title })}
            columns={columns.map((key) => ({
              key,
              label: t(`column-${key}`),
              end: key === "orders" || key === "lastOrder",
            }))}
          >
            {hits.map((hit) => (
              <HitRow key={hit.record} {...{ store, source, hit }} />
            ))}
          </Table>
        </div>
      )}
      {next && (
        <p className="border-t border-line px-4 py-3 text-sm">
          <a
            href={`/dashboard/${store}/customers/more?${new URLSearchParams({ q: typed, source, after: next })}`}
            className="underline wrap-anywhere"
          >
            {t("liveMore", { source: isolate(title) })}
          </a>
        </p>
      )}
    </Card>
  );
}

async function HitRow({ store, source, hit }: { store: string; source: string; hit: LiveHit }) {
  const t = await getTranslations("customers");
  const { record, title, email, phone, country, orderCount, lastOrderAt, imported } = hit;
  return (
    <Row>
      <Cell header place="lead">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <a dir="auto" href={`/dashboard/${store}/${livePath({ source, record })}`} className="two-lines">
            {title}
          </a>
          {imported && (
            <a href={`/dashboard/${store}/customers/${imported}`} className="text-[13px]">
              {t("alsoRecords")}
            </a>
          )}
        </span>
      </Cell>
      <Cell place="rest">
        <span className="text-ink-soft wrap-anywhere">{email ?? t("noEmail")}</span>
      </Cell>
      <Cell place="foot">
        <bdi className="tabular-nums">{phone}</bdi>
      </Cell>
      <Cell>{country && readerWords(await getLocale()).country(country)}</Cell>
      <Cell place="side" end>
        <span className="tabular-nums">{orderCount}</span>
      </Cell>
      <Cell end nowrap>
        {lastOrderAt && <LocalTime at={lastOrderAt} dateOnly />}
      </Cell>
    </Row>
  );
}
