import { getLocale, getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { addressLine } from "@/components/customer/address-lines";
import { formatMoney } from "@/components/customer/format-money";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { defaultLocale, isLocale } from "@/lib/locale";
import { rowTitle } from "@/lib/section/descriptor";
import { descriptors, type Section, type SectionRow } from "@/lib/section/sections";
import { isEmpty } from "@/lib/section/show-value";
import { readerWords, titleIn } from "@/lib/section/words";
import type { OwnSection } from "@/lib/source/own-section";
import { type LiveSection, MAX_SHOWN_ROWS } from "@/lib/source/read-live";

/** A short look at what a live record's sections hold. */
export async function LiveSections({ sections }: { sections: LiveSection[] }) {
  const t = await getTranslations("customers");
  const why = await getTranslations("connections");
  const locale = await getLocale();
  const words = readerWords(locale);
  const listed = sections.map((one) =>
    typeof one.section === "string"
      ? { ...one, key: one.section, title: words.section(one.section) }
      : { ...one, key: one.section.key, title: titleIn(one.section.title, isLocale(locale) ? locale : defaultLocale) },
  );
  return listed.map(({ key, title, section, rows, isCut, failure }) => (
    <Card key={key} padded={false}>
      <h2 className="px-[18px] pt-3.5 pb-2 wrap-anywhere">
        <bdi>{title}</bdi>
      </h2>
      {failure && <p className={LINE}>{why(`failure-${failure}`)}</p>}
      {!failure && rows.length === 0 && <p className={`${LINE} text-ink-soft`}>{t("liveEmpty")}</p>}
      {rows.length > 0 && (
        <ul aria-label={title}>
          {[...rows.entries()].map(([number, row]) => (
            <li key={number} className={LINE}>
              {typeof section === "string" ? (
                <LiveRow section={section} row={row} />
              ) : (
                <OwnRow section={section} row={row} />
              )}
            </li>
          ))}
        </ul>
      )}
      {isCut && <p className={`${LINE} text-ink-soft`}>{t("liveCut", { count: MAX_SHOWN_ROWS })}</p>}
    </Card>
  ));
}

const LINE = "border-t border-line px-[18px] py-3 text-sm wrap-anywhere";

/** What the columns of a section of a connection's own hold, each as its type reads. */
async function OwnRow({ section: { columns }, row }: { section: OwnSection; row: LiveSection["rows"][number] }) {
  const locale = await getLocale();
  const words = readerWords(locale);
  const currencies = new Set(columns.map(({ currency }) => currency));
  const shown = columns.filter(({ name }) => !currencies.has(name) && !isEmpty(row[name]));
  return (
    <span className="line-clamp-3">
      {shown.map(({ name, type, currency }, index) => (
        <Fragment key={name}>
          {index > 0 && " · "}
          {type === "time" ? (
            <LocalTime at={new Date(String(row[name]))} />
          ) : type === "money" ? (
            formatMoney(String(row[name]), String(row[currency ?? ""] ?? ""), locale)
          ) : type === "boolean" ? (
            row[name] ? (
              words.yes
            ) : (
              words.no
            )
          ) : (
            <bdi>{String(row[name])}</bdi>
          )}
        </Fragment>
      ))}
    </span>
  );
}

/** A row in one or two lines. */
async function LiveRow({ section, row }: { section: Section; row: LiveSection["rows"][number] }) {
  const t = await getTranslations("customers");
  const locale = await getLocale();
  const words = readerWords(locale);
  if (section === "orders") {
    const { name, placedAt, lines, total, currency } = row as SectionRow<"orders">;
    return (
      <Line
        lead={<span className="font-mono text-[13px]">{name}</span>}
        end={<span className="tabular-nums">{formatMoney(total, currency, locale)}</span>}
      >
        <LocalTime at={new Date(placedAt)} dateOnly />
        {lines.length > 0 && <bdi> · {lines.map((line) => `${line.quantity} × ${line.name}`).join(", ")}</bdi>}
      </Line>
    );
  }
  if (section === "addresses") {
    const address = row as SectionRow<"addresses">;
    return (
      <Line
        lead={<bdi>{[address.name, address.company].filter(Boolean).join(", ")}</bdi>}
        end={address.isDefault && <Tag tone="calm">{t("default")}</Tag>}
      >
        <bdi>{[addressLine(address, locale), address.phone].filter(Boolean).join(" · ")}</bdi>
      </Line>
    );
  }
  if (section === "consents") {
    const { channel, granted, wording, source, at } = row as SectionRow<"consents">;
    return (
      <Line
        lead={t(`channel-${channel}`)}
        end={<Tag tone={granted ? "good" : "calm"}>{t(granted ? "granted" : "withdrawn")}</Tag>}
      >
        <bdi>{[wording, words.code("consentSource", source)].filter(Boolean).join(" · ")}</bdi> ·{" "}
        {at ? <LocalTime at={new Date(at)} /> : t("choiceDateUnknown")}
      </Line>
    );
  }
  const { company, email, phone, note } = row as Partial<SectionRow<"profile">>;
  return (
    <Line lead={<bdi>{rowTitle(descriptors[section], row)?.join(" ")}</bdi>}>
      <bdi>{[company, email, phone, note].filter(Boolean).join(" · ")}</bdi>
    </Line>
  );
}

function Line({ lead, end, children }: { lead: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-start justify-between gap-x-3">
      <span className="min-w-0">
        <span className="block">{lead}</span>
        <span className="block text-ink-soft">{children}</span>
      </span>
      {end && <span className="shrink-0">{end}</span>}
    </span>
  );
}
