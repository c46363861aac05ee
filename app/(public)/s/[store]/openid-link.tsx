import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import { hasProvider } from "@/lib/sign-in/openid/provider";
import type { Store } from "@/lib/store/find-store";

/** Leads to the store's own sign-in, where it has connected one: a link, so that no form posts to another site. */
export async function OpenidLink({
  store,
  next,
  className,
}: {
  store: Pick<Store, "id" | "slug" | "name">;
  /** Where to go after signing in: see next-path.ts. */
  next?: string | undefined;
  className?: string;
}) {
  if (!(await hasProvider(store.id))) return null;
  const t = await getTranslations("customerSignIn");
  const query = next ? `?${new URLSearchParams({ next })}` : "";
  return (
    <div className={className}>
      <ButtonLink href={`/s/${store.slug}/sign-in/openid${query}`} large>
        {t("openid", { store: isolate(store.name) })}
      </ButtonLink>
    </div>
  );
}
