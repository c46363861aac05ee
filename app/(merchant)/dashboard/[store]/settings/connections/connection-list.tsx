import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { Menu } from "@/components/ui/menu";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { OnlyOthers } from "@/lib/export/only-others";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale } from "@/lib/locale";
import { readerWords, titleIn } from "@/lib/section/words";
import { connectionSource } from "@/lib/source/connection/connection";
import { kindNamed } from "@/lib/source/connection/kinds";
import type { ConnectionStatus, ListedConnection } from "@/lib/source/connection/list-connections";
import { isAnswer } from "@/lib/source/outbound-http/outbound-error";
import { rights } from "@/lib/source/rights";
import { checkConnection } from "./actions";

/** The id of the button that opens a connection's menu, which gets the focus back. */
export function menuId(number: number): string {
  return `connection-${number}`;
}

/** Connections with their states. @param owner where they can be checked and changed: the store and the page. */
export function ConnectionList({
  connections,
  onlyOthers,
  removed = [],
  ...owner
}: {
  connections: ListedConnection[];
  /** Of all of them. */
  onlyOthers: OnlyOthers[];
  /** The shops that uninstalled the app. */
  removed?: number[];
  slug?: string;
  href?: string;
}) {
  return (
    <ul>
      {connections.map((connection) => (
        <li
          key={connection.number}
          className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line px-[18px] py-3 text-sm"
        >
          <State {...{ connection, onlyOthers }} />
          {owner.slug && owner.href && connection.status !== "disconnected" && (
            <Acts connection={connection} slug={owner.slug} href={owner.href} />
          )}
          {removed.includes(connection.number) && <RemovedShop href={`${owner.href}/${connection.number}/deletion`} />}
        </li>
      ))}
    </ul>
  );
}

/** What a connection is called, how it is, since when, and what is wrong. */
async function State({ connection, onlyOthers }: { connection: ListedConnection; onlyOthers: OnlyOthers[] }) {
  const t = await getTranslations("connections");
  const { kind, name, address, status, pausedUntil, failure, lastContactAt } = connection;
  const past = failure ? null : connection.lastFailure;
  const isIssued = kindNamed(kind)?.issued !== undefined;
  const on = rights.flatMap((right) => (connection.may[right] ? [t(`right-${right}`)] : []));
  return (
    <div className="grid min-w-0 grow basis-72 gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <bdi className="min-w-0 font-medium wrap-anywhere">{name}</bdi>
        <Tag tone={TONES[status]}>{t(`status-${status}`)}</Tag>
      </p>
      <p className="font-mono text-[13px] text-ink-soft wrap-anywhere">{address}</p>
      {status !== "disconnected" && on.length > 0 && <p>{t("rightsOn", { what: on.join(", ") })}</p>}
      {status === "connecting" && <p>{t("connectingText")}</p>}
      {status === "revoked" && <p>{t(isIssued ? "revokedText" : "revokedPasted")}</p>}
      {status !== "disconnected" && failure && (
        <p className="text-late">
          {t.rich("failed", {
            what: t(isIssued && failure.code === "unauthorized" ? "secretRefused" : `failure-${failure.code}`),
            at: () => <LocalTime at={failure.at} />,
          })}
          <FailedCall {...failure} />
        </p>
      )}
      {status !== "disconnected" && <Findings {...{ connection, onlyOthers }} />}
      {pausedUntil && status !== "disconnected" && (
        <p>{t.rich("pausedUntil", { at: () => <LocalTime at={pausedUntil} /> })}</p>
      )}
      {lastContactAt ? (
        <p className="text-ink-soft">{t.rich("lastContact", { at: () => <LocalTime at={lastContactAt} /> })}</p>
      ) : (
        !(failure && isAnswer(failure.code)) && <p className="text-ink-soft">{t("noContact")}</p>
      )}
      {status !== "disconnected" && past && (
        <p className="text-ink-soft">
          {t.rich("lastFailure", { what: t(`failure-${past.code}`), at: () => <LocalTime at={past.at} /> })}
          <FailedCall {...past} />
        </p>
      )}
    </div>
  );
}

/** The way to what becomes of a removed shop's records. */
async function RemovedShop({ href }: { href: string }) {
  const t = await getTranslations("connections");
  return <ButtonLink href={href}>{t("shopRecords")}</ButtonLink>;
}

/** What a source was asked for when it failed, in its own interface's words. */
async function FailedCall({ call }: { call: string | null }) {
  const t = await getTranslations("connections");
  return (
    call && (
      <>
        {" "}
        {t("failedCall")} <code className="font-mono text-[13px] wrap-anywhere">{call}</code>
      </>
    )
  );
}

/** What a connection gives, what it gave that was nobody's, and how long a replaced secret is good. */
async function Findings({ connection, onlyOthers }: { connection: ListedConnection; onlyOthers: OnlyOthers[] }) {
  const t = await getTranslations("connections");
  const locale = await getLocale();
  const { number, sections, formerUntil } = connection;
  const words = readerWords(locale);
  const titles = new Map(
    sections.map((section) =>
      typeof section === "string"
        ? [section, words.section(section)]
        : [`${number}-${section.key}`, titleIn(section.title, isLocale(locale) ? locale : defaultLocale)],
    ),
  );
  const list = new Intl.ListFormat(locale).format([...titles.values()].map(isolate));
  return (
    <>
      {titles.size > 0 && <p className="text-ink-soft wrap-anywhere">{t("sectionsFound", { list })}</p>}
      {formerUntil && (
        <p className="text-ink-soft">{t.rich("formerUntil", { at: () => <LocalTime at={formerUntil} /> })}</p>
      )}
      {onlyOthers
        .filter(({ source }) => source === connectionSource(number))
        .map(({ section, dropped, at }) => (
          <p key={section} className="text-late wrap-anywhere">
            {t.rich("onlyOthers", {
              ...{ count: dropped, section: isolate(titles.get(section) ?? section) },
              at: () => <LocalTime at={at} />,
            })}
          </p>
        ))}
    </>
  );
}

const TONES: Record<ConnectionStatus, TagTone> = {
  ...{ connecting: "wait", healthy: "good", paused: "wait" },
  ...{ failing: "late", revoked: "late", disconnected: "calm" },
};

async function Acts({ connection, slug, href }: { connection: ListedConnection; slug: string; href: string }) {
  const t = await getTranslations("connections");
  const { number, kind, name } = connection;
  const forThis = <span className="sr-only">{t("actionsFor", { name })}</span>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ActionForm action={checkConnection} hidden={{ store: slug, number: String(number) }}>
        <SubmitButton look="plain">
          {t("check")} {forThis}
        </SubmitButton>
      </ActionForm>
      <Menu
        id={menuId(number)}
        align="end"
        label={
          <>
            {t("actions")} {forThis}
          </>
        }
        className="min-h-9 text-[13px] text-ink-soft hover:text-ink"
        items={[
          {
            href: `${href}?secret=${number}`,
            label: t(kindNamed(kind)?.issued ? "replaceSecret" : "replaceCredentials"),
          },
          ...(kindNamed(kind)?.rights.length ? [{ href: `${href}?rights=${number}`, label: t("rights") }] : []),
          { href: `${href}?disconnect=${number}`, label: t("disconnect") },
        ]}
      />
    </div>
  );
}
