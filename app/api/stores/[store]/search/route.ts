import { getLocale } from "next-intl/server";
import { customerTitle } from "@/lib/customer/customer-name";
import { translator } from "@/lib/locale";
import { searchStore } from "@/lib/request/search-store";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** The requests and customers that match `?q=`, as JSON: what the dashboard's palette goes to. */
export const GET = merchantRoute("request.view", async ({ request, member: { store } }) => {
  const found = await searchStore(store.id, new URL(request.url).searchParams.get("q") ?? "");
  const states = translator(await getLocale(), "states");
  const base = `/dashboard/${store.slug}`;
  const places = {
    requests: found.requests.map(({ id, reference, customerName, email, state }) => ({
      href: `${base}/requests/${id}`,
      title: customerName || email || reference,
      detail: `${reference} · ${states(state)}`,
    })),
    customers: found.customers.map((customer) => ({
      href: `${base}/customers/${customer.id}`,
      title: customerTitle(customer),
      detail: customer.email ?? undefined,
    })),
  };
  return Response.json(places, { headers: { "Cache-Control": "no-store" } });
});
