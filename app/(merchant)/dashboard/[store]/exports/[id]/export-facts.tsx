import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatBytes } from "@/components/export/format-bytes";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import type { FoundExport } from "@/lib/export/find-export";

/** Whose export it is, how large, and until when. */
export async function ExportFacts({ store, found, locale }: { store: string; found: FoundExport; locale: string }) {
  const t = await getTranslations("exports");
  const { request } = found;
  const time = (at: Date) => <LocalTime at={at.toISOString()} locale={locale} />;
  const person = request.customerName ?? request.email ?? t("noCustomer");
  return (
    <Card label={t("facts")}>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm [&_dd]:wrap-anywhere [&_dt]:text-ink-soft">
        <Fact name={t("column-request")}>
          <a href={`/dashboard/${store}/requests/${request.id}`} className="font-mono text-[13px] underline">
            {request.reference}
          </a>
        </Fact>
        <Fact name={t("column-customer")}>
          {request.customerId ? (
            <a href={`/dashboard/${store}/customers/${request.customerId}`}>{person}</a>
          ) : (
            <>
              {request.email}
              <span className="block text-ink-soft">{t("noCustomer")}</span>
            </>
          )}
        </Fact>
        {found.sizeBytes !== null && found.state === "ready" && (
          <Fact name={t("column-size")}>{formatBytes(found.sizeBytes, locale)}</Fact>
        )}
        <Fact name={t("column-made")}>{time(found.createdAt)}</Fact>
        {found.requestedBy && <Fact name={t("startedBy")}>{found.requestedBy}</Fact>}
        {found.readyAt && <Fact name={t("state-ready")}>{time(found.readyAt)}</Fact>}
        {found.expiresAt && (
          <Fact name={t(found.state === "expired" ? "state-expired" : "column-expires")}>
            {found.state === "ready" && <span className="block">{remaining(found.expiresAt, locale)}</span>}
            {time(found.expiresAt)}
          </Fact>
        )}
        {found.downloadedAt && <Fact name={t("downloaded")}>{time(found.downloadedAt)}</Fact>}
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Such as "in 6 days", in hours on the last two. */
function remaining(until: Date, locale: string): string {
  const hours = Math.max(0, (until.getTime() - Date.now()) / 3_600_000);
  const format = new Intl.RelativeTimeFormat(locale);
  return hours > 48 ? format.format(Math.floor(hours / 24), "day") : format.format(Math.ceil(hours), "hour");
}
