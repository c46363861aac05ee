import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { signOut } from "./actions";

/** Who is signed in, with links to their requests and to sign out. */
export async function SignedIn({
  store,
  customer: { email, emailVerified },
  account = false,
  asksForProof = true,
}: {
  store: string;
  /** Their address is null where nothing but their account is known. */
  customer: Pick<CustomerIdentity, "email" | "emailVerified">;
  /** Whether to link to their requests. */
  account?: boolean;
  /** Whether a request asks for the proof of an address that has none. */
  asksForProof?: boolean;
}) {
  const t = await getTranslations("public");
  return (
    <div className="mb-5 rounded-card border border-line bg-surface px-4 py-3.5 shadow-card">
      <p className="wrap-anywhere">
        {email
          ? t.rich("signedInAs", { email, b: (text) => <b className="font-medium">{text}</b> })
          : t("signedInByAccount")}
      </p>
      {email && !emailVerified && asksForProof && <p className="mt-1 text-sm text-ink-soft">{t("unproved")}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-x-[18px] gap-y-1 text-sm text-ink-soft">
        {account && <a href={`/s/${store}/account`}>{t("yourRequests")}</a>}
        <ActionForm action={signOut} hidden={{ store }}>
          <SubmitButton look="link">{t("signOut")}</SubmitButton>
        </ActionForm>
      </div>
    </div>
  );
}
