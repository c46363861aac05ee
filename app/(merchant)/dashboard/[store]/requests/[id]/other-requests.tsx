import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { listOtherRequests } from "@/lib/request/get-request";
import type { RequestView } from "./request-view";

/** The newest other requests of the same address. */
export async function OtherRequests({ store, request }: RequestView) {
  const t = await getTranslations("request");
  const states = await getTranslations("states");
  const others = await listOtherRequests(request);
  if (others.length === 0) return null;
  return (
    <Card>
      <h2>{t("otherRequests")}</h2>
      <ul className="mt-2 grid gap-1.5 text-sm">
        {others.map(({ id, reference, state, createdAt, closedAt }) => (
          <li key={id} className="flex flex-wrap gap-x-2">
            <a href={`/dashboard/${store}/requests/${id}`} className="reference underline">
              {reference}
            </a>
            <span className="text-[13px] text-ink-soft">
              {states(state)}, <LocalTime at={closedAt ?? createdAt} dateOnly />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
