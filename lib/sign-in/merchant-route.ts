import { validate as isUuid } from "uuid";
import { UserError } from "@/lib/error";
import { preferredLocale, translator } from "@/lib/locale";
import { actingMember, currentMerchant, type Member } from "./member";
import type { Permission } from "./permissions";

interface RouteContext {
  /** `id` where the route is about one thing of the store. */
  params: Promise<{ store: string; id?: string }>;
}

interface MerchantRequest {
  request: Request;
  member: Member;
  /** Who acts, for the request's history. */
  actor: { kind: "merchant"; id: string; name: string };
  /** The id in the route's path: a UUID; empty where the path has none. */
  id: string;
}

/**
 * A route of a merchant in one store. Session, permission and store are checked again on each request. All else is 404 alike: no
 * session, no member, a role without the permission, an unknown store, another's, and what `serve` does not find or refuses by a UserError.
 * @param signInFor the page to return to after signing in, for a route that a merchant may open without a session.
 */
export function merchantRoute(
  permission: Permission,
  serve: (asked: MerchantRequest) => Promise<Response | undefined>,
  signInFor?: (store: string, id: string) => string,
) {
  return async (request: Request, { params }: RouteContext): Promise<Response> => {
    // Other sites may link to pages, but not make a browser fetch what only a member gets.
    if (request.headers.get("sec-fetch-site") === "cross-site") return new Response(null, { status: 403 });
    const { store, id = "" } = await params;
    if (signInFor && !(await currentMerchant())) {
      const page = signInFor(encodeURIComponent(store), encodeURIComponent(id));
      return new Response(null, { status: 303, headers: { Location: `/sign-in?next=${encodeURIComponent(page)}` } });
    }
    const member = await actingMember(store, permission);
    if (!member || (id !== "" && !isUuid(id))) return notFound(request);
    try {
      return (await serve({ request, member, actor: member.actor, id })) ?? notFound(request);
    } catch (error) {
      if (error instanceof UserError) return notFound(request);
      throw error;
    }
  };
}

/** Says so to whoever has opened the address of something that is gone. */
function notFound({ headers }: Request): Response {
  const t = translator(preferredLocale(undefined, headers.get("accept-language")), "common");
  return new Response(`${t("notFoundTitle")}\n\n${t("notFoundText")}\n`, {
    status: 404,
    headers: { "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8" },
  });
}
