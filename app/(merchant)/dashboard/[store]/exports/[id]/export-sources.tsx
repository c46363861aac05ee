import { getTranslations } from "next-intl/server";
import { ADDED_ID } from "@/app/(merchant)/dashboard/[store]/requests/[id]/request-view";
import { currentReader } from "@/app/request-locale";
import { Card } from "@/components/ui/card";
import { searchName, searchSentences } from "@/lib/archive/searches";
import type { FoundExport } from "@/lib/export/find-export";
import { listSystems, type UnconnectedSystem } from "@/lib/store/unconnected-systems";
import { unconnectedSource } from "@/lib/upload/added-source";

/** Which sources an export drew on, in the words of its archive: when each was searched, what it gave, and what is missing. */
export async function ExportSources({
  store,
  storeId,
  found,
  timeZone,
}: {
  /** The store's slug. */
  store: string;
  storeId: string;
  found: FoundExport;
  timeZone: string;
}) {
  const t = await getTranslations("exports");
  const systems = await listSystems(storeId);
  const reader = { ...(await currentReader()), timeZone, table: found.table };
  return (
    <Card padded={false}>
      <h2 className="px-[18px] py-4">{t("sourcesTitle")}</h2>
      <dl className="border-t border-line text-sm">
        {found.searches.map((search) => (
          <div key={search.source} className="border-b border-line px-[18px] py-2.5 last:border-b-0">
            <dt className="font-medium wrap-anywhere">
              <bdi>{searchName(search, reader.locale)}</bdi>
            </dt>
            {searchSentences(search, reader).map((sentence) => (
              <dd key={sentence} className="wrap-anywhere text-ink-soft">
                <bdi>{sentence}</bdi>
              </dd>
            ))}
            {search.notSearched === "not_connected" && (
              <dd className="wrap-anywhere text-ink-soft">
                <AskFor system={systems.find((one) => unconnectedSource(one.number) === search.source)} />{" "}
                <a href={`/dashboard/${store}/requests/${found.request.id}#${ADDED_ID}`} className="underline">
                  {t("addByHand")}
                </a>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Whom to ask for a system's data; nothing where it is listed no longer. */
async function AskFor({ system }: { system: UnconnectedSystem | undefined }) {
  const t = await getTranslations("connections");
  return system && <bdi>{t("ask", { contact: system.contact })}</bdi>;
}
