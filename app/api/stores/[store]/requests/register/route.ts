import { getLocale } from "next-intl/server";
import { filterOf, readReportView, viewParams } from "@/app/(merchant)/dashboard/[store]/requests/report-view";
import { defaultLocale, isLocale } from "@/lib/locale";
import { serveRegister } from "@/lib/request/serve-register";
import { merchantRoute } from "@/lib/sign-in/merchant-route";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";

/** Streams the requests that the report's filters find, as CSV. */
export const GET = merchantRoute(
  "register.download",
  async ({ request, member: { merchant, store }, actor }) => {
    const view = readReportView(Object.fromEntries(new URL(request.url).searchParams));
    const timeZone = store.timeZone ?? DEFAULT_TIME_ZONE;
    const locale = await getLocale();
    return await serveRegister({
      request,
      actor,
      storeId: store.id,
      filter: filterOf(view, { merchantId: merchant.id, timeZone }),
      filters: Object.keys(viewParams(view)),
      locale: isLocale(locale) ? locale : defaultLocale,
      timeZone,
    });
  },
  (store) => `/dashboard/${store}/requests`,
);

/** The headers that GET would have. Exported, since Next would otherwise run GET with a body to throw away. */
export const HEAD = GET;
