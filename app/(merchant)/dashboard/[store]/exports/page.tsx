import { getLocale, getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listExports } from "@/lib/export/list-exports";
import { requireMember } from "@/lib/sign-in/member";
import { ExportRow } from "./export-row";

export async function generateMetadata() {
  const t = await getTranslations("exports");
  return { title: t("title") };
}

export default async function ExportsPage({ params, searchParams }: PageProps<"/dashboard/[store]/exports">) {
  const { store } = await params;
  const { after } = await searchParams;
  const member = await requireMember(store, "export.view", `/dashboard/${store}/exports`);
  const t = await getTranslations("exports");
  const locale = await getLocale();
  const cursor = typeof after === "string" ? after : undefined;
  const { exports, next } = await listExports({ storeId: member.store.id, after: cursor });
  const head = "border-b border-line px-3.5 py-2 text-left text-[12.5px] font-medium text-ink-soft";
  return (
    <div className="grid gap-[18px]">
      <h1>{t("title")}</h1>
      <Card padded={false}>
        {exports.length > 0 ? (
          <table className="w-full border-collapse text-sm">
            <thead>
              <tr>
                {(["request", "customer", "state", "size", "made", "expires"] as const).map((name) => (
                  <th
                    key={name}
                    scope="col"
                    className={name === "request" || name === "state" ? head : `${head} max-md:hidden`}
                  >
                    {t(`column-${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {exports.map((row) => (
                <ExportRow key={row.id} store={store} row={row} locale={locale} />
              ))}
            </tbody>
          </table>
        ) : (
          <div className="px-6 py-12 text-center">
            <h2>{t(cursor ? "endTitle" : "emptyTitle")}</h2>
            <p className="mx-auto mt-1 max-w-[46ch] text-sm text-ink-soft">{t(cursor ? "endText" : "emptyText")}</p>
            <a
              href={cursor ? `/dashboard/${store}/exports` : `/dashboard/${store}/requests`}
              className={`mt-4 ${buttonClass("plain")}`}
            >
              {t(cursor ? "newest" : "emptyAction")}
            </a>
          </div>
        )}
      </Card>
      {exports.length > 0 && (cursor || next) && (
        <nav aria-label={t("pages")} className="flex gap-2">
          {cursor && (
            <a href={`/dashboard/${store}/exports`} className={buttonClass("plain")}>
              {t("newest")}
            </a>
          )}
          {next && (
            <a href={`/dashboard/${store}/exports?after=${encodeURIComponent(next)}`} className={buttonClass("plain")}>
              {t("older")}
            </a>
          )}
        </nav>
      )}
    </div>
  );
}
