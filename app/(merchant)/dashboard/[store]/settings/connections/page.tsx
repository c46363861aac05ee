import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Card } from "@/components/ui/card";
import { DialogLink } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { listConnections } from "@/lib/source/connection/list-connections";
import { ConnectDialog, DisconnectDialog, ProtocolLink, SecretDialog } from "./connection-dialogs";
import { ConnectionList } from "./connection-list";

export const generateMetadata = pageTitle("settings", "tab-connections");

export default settingsPage("connections", Content, States);

/** The store's live sources, each with its state and what an owner can do. */
async function Content({ storeId, slug, query }: SettingsView) {
  const t = await getTranslations("connections");
  const connections = await listConnections(storeId);
  const href = `/dashboard/${slug}/settings/connections`;
  const chosen = (number: unknown) =>
    connections.find((one) => one.status !== "disconnected" && String(one.number) === number);
  const [replacing, ending] = [chosen(query.secret), chosen(query.disconnect)];
  const connect = (look: "primary" | "plain") => (
    <DialogLink id={CONNECT_ID} href={`${href}?dialog=connect`} look={look}>
      {t("connect")}
    </DialogLink>
  );
  return (
    <>
      <Card padded={false}>
        {connections.length === 0 ? (
          <EmptyState title={t("noneTitle")} text={t("noneText")}>
            {connect("primary")}
            <ProtocolLink />
          </EmptyState>
        ) : (
          <>
            <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-[18px] py-4">
              <div className="min-w-0 grow basis-72">
                <h2>{t("title")}</h2>
                <p className="mt-1 text-sm text-ink-soft">{t("text")}</p>
                <p className="mt-1 text-sm">
                  <ProtocolLink />
                </p>
              </div>
              {connect("plain")}
            </div>
            <ConnectionList connections={connections} slug={slug} href={href} />
          </>
        )}
      </Card>
      {query.dialog === "connect" && <ConnectDialog slug={slug} href={href} returnFocusTo={CONNECT_ID} />}
      {replacing && <SecretDialog slug={slug} href={href} connection={replacing} />}
      {ending && <DisconnectDialog slug={slug} href={href} connection={ending} />}
    </>
  );
}

const CONNECT_ID = "connect-service";

/** The store's live sources for those who cannot change them. */
async function States({ storeId }: { storeId: string }) {
  const t = await getTranslations("connections");
  const connections = await listConnections(storeId);
  return (
    <Card padded={false}>
      <div className="px-[18px] py-4">
        <h2>{t("title")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t(connections.length === 0 ? "noneForOthers" : "forOthers")}</p>
      </div>
      <ConnectionList connections={connections} />
    </Card>
  );
}
