import { getTranslations } from "next-intl/server";
import { askLive } from "@/app/(merchant)/dashboard/[store]/customers/ask-live";
import { LiveResults } from "@/app/(merchant)/dashboard/[store]/customers/live-results";
import { NothingHere } from "@/app/(merchant)/dashboard/[store]/nothing-here";
import { pageTitle } from "@/app/page-title";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { isolate } from "@/lib/isolate";
import { cleanQuery } from "@/lib/search/search-query";
import { requireMember } from "@/lib/sign-in/member";
import { readLivePlace } from "@/lib/source/search-live";

export const generateMetadata = pageTitle("customers", "title");

/** What one live source found for a search, after its first page. */
export default async function MorePage({ params, searchParams }: PageProps<"/dashboard/[store]/customers/more">) {
  const { store } = await params;
  const { q, source, after } = await searchParams;
  const base = `/dashboard/${store}/customers`;
  const member = await requireMember(store, "customer.view", base);
  const text = cleanQuery(q);
  const from = readLivePlace({ source, after });
  if (!text || !from) return <NothingHere />;
  const found = await askLive({ storeId: member.store.id, memberId: member.merchant.id, text, from });
  const t = await getTranslations("customers");
  const back = {
    href: `${base}?${new URLSearchParams({ q: text, live: "1" })}`,
    label: t("liveBack", { typed: text }),
  };
  if (typeof found === "string")
    return (
      <div className="grid gap-[18px]">
        <PageHeader back={back} title={t("liveSearch")} />
        <Notice tone="wait">
          <p className="text-sm">{found}</p>
        </Notice>
      </div>
    );
  const [one] = found;
  if (!one) return <NothingHere />;
  return (
    <div className="grid gap-[18px]">
      <PageHeader back={back} title={t("liveMore", { source: isolate(one.title) })} />
      <LiveResults store={store} found={[one]} typed={text} listed={[]} />
    </div>
  );
}
