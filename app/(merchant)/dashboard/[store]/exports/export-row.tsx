import { getTranslations } from "next-intl/server";
import { ExportTag } from "@/components/export/export-tag";
import { formatBytes } from "@/components/export/format-bytes";
import { LocalTime } from "@/components/ui/local-time";
import type { listExports } from "@/lib/export/list-exports";

/** One export in the list. */
export async function ExportRow({
  store,
  row,
  locale,
}: {
  store: string;
  row: Awaited<ReturnType<typeof listExports>>["exports"][number];
  locale: string;
}) {
  const t = await getTranslations("exports");
  const { request } = row;
  const cell = "border-b border-line px-3.5 py-2.5 align-top";
  return (
    <tr className="hover:bg-sunken last:[&>td]:border-b-0">
      <td className={cell}>
        <a href={`/dashboard/${store}/exports/${row.id}`} className="whitespace-nowrap font-mono text-[13px] underline">
          {request.reference}
        </a>
        {/* On a narrow screen the customer and the date are shown here. */}
        <span className="block wrap-anywhere md:hidden">
          <Person name={request.customerName} email={request.email} unknown={t("noCustomer")} />
          <span className="block text-[13px] text-ink-soft">
            <LocalTime at={row.createdAt.toISOString()} locale={locale} dateOnly />
          </span>
        </span>
      </td>
      <td className={`${cell} wrap-anywhere max-md:hidden`}>
        <Person name={request.customerName} email={request.email} unknown={t("noCustomer")} />
      </td>
      <td className={cell}>
        <ExportTag progress={row} />
      </td>
      <td className={`${cell} whitespace-nowrap tabular-nums max-md:hidden`}>
        {row.sizeBytes === null ? t("none") : formatBytes(row.sizeBytes, locale)}
      </td>
      <td className={`${cell} whitespace-nowrap max-md:hidden`}>
        <LocalTime at={row.createdAt.toISOString()} locale={locale} />
      </td>
      <td className={`${cell} whitespace-nowrap max-md:hidden`}>
        {row.expiresAt ? <LocalTime at={row.expiresAt.toISOString()} locale={locale} dateOnly /> : t("none")}
      </td>
    </tr>
  );
}

function Person({ name, email, unknown }: { name: string | null; email: string | null; unknown: string }) {
  return (
    <>
      {name ?? <span className="text-ink-soft">{unknown}</span>}
      {email && <span className="block text-[13px] text-ink-soft">{email}</span>}
    </>
  );
}
