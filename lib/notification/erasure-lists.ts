import type { ListProps } from "@/emails/parts";
import type { ErasureResult } from "@/lib/erasure/read-result";
import { isolate } from "@/lib/isolate";
import { type Locale, translator } from "@/lib/locale";

/** What was erased, what was kept and why, and what is erased later elsewhere (GDPR Art. 12(3), 17(3)(b), 19). */
export function erasureLists(
  { rows, elsewhere, retained, queued, keeping }: ErasureResult,
  locale: Locale,
): ListProps[] {
  const t = translator(locale, "emails");
  const { keptOrders, ...erased } = rows;
  const done = [
    ...Object.entries(erased).map(([kind, count]) => t("erased.rows", { kind, count })),
    ...elsewhere.map((title) => t("erased.elsewhere", { title: isolate(title) })),
  ];
  const { years, statute } = keeping;
  return [
    { title: t("erased.erasedTitle"), items: done.length + queued.length > 0 ? done : [t("erased.none")] },
    {
      title: t("erased.keptTitle"),
      items: [
        ...(keptOrders ? [t("erased.keptOrders", { count: keptOrders, years, statute: statute ?? "none" })] : []),
        ...retained.map(({ title, items }) =>
          t("erased.retained", { title: isolate(title), items: items.map(isolate).join("; ") }),
        ),
      ],
    },
    {
      title: t("erased.queuedTitle"),
      items: queued.map((title) => t("erased.queued", { title: isolate(title) })),
    },
  ];
}
