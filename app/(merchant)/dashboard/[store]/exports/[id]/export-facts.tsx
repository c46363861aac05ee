import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { formatBytes } from "@/components/ui/format-bytes";
import { LocalTime } from "@/components/ui/local-time";
import { customerOfRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { FoundExport } from "@/lib/export/find-export";
import { livePath } from "@/lib/source/connection/connection";

/** Whose export it is, how large, and until when. */
export async function ExportFacts({ store, found }: { store: string; found: FoundExport }) {
  const t = await getTranslations("exports");
  const locale = await getLocale();
  const { request, records, state, expiresAt } = found;
  // As they were called when it was made: a record may be gone since.
  const customers = records.flatMap(({ source, record, label }) => {
    if (source !== RECORDS_SOURCE) return [{ path: livePath({ source, record }), label }];
    const id = customerOfRecord(record);
    return id ? [{ path: `customers/${id}`, label }] : [];
  });
  const time = (at: Date | null) => at && <LocalTime at={at} />;
  return (
    <Card label={t("facts")}>
      <Facts
        facts={[
          {
            name: t("column-request"),
            value: (
              <a href={`/dashboard/${store}/requests/${request.id}`} className="font-mono text-[13px] underline">
                {request.reference}
              </a>
            ),
          },
          {
            name: t("column-customer"),
            value:
              customers.length > 0 ? (
                customers.map(({ path, label }) => (
                  <a key={path} href={`/dashboard/${store}/${path}`} className="block">
                    <bdi>{label ?? request.customerName ?? request.email ?? t("noCustomer")}</bdi>
                  </a>
                ))
              ) : (
                <>
                  {request.email}
                  <span className="block text-ink-soft">{t("noCustomer")}</span>
                </>
              ),
          },
          {
            name: t("column-size"),
            value: found.sizeBytes !== null && state === "ready" && formatBytes(found.sizeBytes, locale),
          },
          { name: t("column-made"), value: time(found.createdAt) },
          { name: t("startedBy"), value: found.requestedBy },
          { name: t("state-ready"), value: time(found.readyAt) },
          {
            name: t(state === "expired" ? "state-expired" : "column-expires"),
            value: expiresAt && (
              <>
                {state === "ready" && <span className="block">{remaining(expiresAt, locale)}</span>}
                {time(expiresAt)}
              </>
            ),
          },
          { name: t("downloaded"), value: time(found.downloadedAt) },
        ]}
      />
    </Card>
  );
}

/** Such as "in 6 days"; in hours during the last two days. */
function remaining(until: Date, locale: string): string {
  const hours = Math.max(0, (until.getTime() - Date.now()) / 3_600_000);
  const format = new Intl.RelativeTimeFormat(locale);
  return hours > 48 ? format.format(Math.floor(hours / 24), "day") : format.format(Math.ceil(hours), "hour");
}
