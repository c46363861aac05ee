import { getLocale, getTranslations } from "next-intl/server";
import { deliveryWords } from "@/components/request/status-words";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { type HandoverChannel, MAX_DOWNLOADS } from "@/lib/delivery/delivery-policy";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { methods } from "@/lib/delivery/methods/registry";
import { showFingerprint } from "@/lib/delivery/read-public-key";
import { DeliveryButtons } from "./delivery-buttons";
import type { RequestView } from "./request-view";

/** How the data reaches the customer: the newest delivery with its actions, and the earlier ones. */
export async function DeliveryCard(view: RequestView) {
  const t = await getTranslations("deliver");
  const [delivery, ...earlier] = view.deliveries;
  if (!delivery) return null;
  return (
    <Card label={t("card")}>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2>{t("card")}</h2>
        <DeliveryTag delivery={delivery} />
      </div>
      <DeliveryFacts delivery={delivery} />
      {view.can("delivery.manage") && <DeliveryButtons {...view} />}
      {earlier.length > 0 && (
        <details className="mt-4 text-sm">
          <summary className="text-ink-soft">{t("earlier", { count: earlier.length })}</summary>
          <ul className="mt-2 grid gap-2">
            {earlier.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span>{t(`method-${one.method}`)}</span>
                <DeliveryTag delivery={one} />
                <span className="text-[13px] text-ink-soft">
                  <LocalTime at={one.createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

async function DeliveryTag({ delivery }: { delivery: ListedDelivery }) {
  const { tone, text } = deliveryWords(await getTranslations("states"), delivery);
  return <Tag tone={tone}>{text}</Tag>;
}

async function DeliveryFacts({ delivery }: { delivery: ListedDelivery }) {
  const t = await getTranslations("deliver");
  const time = (at: Date | null) => at && <LocalTime at={at} />;
  const { method, state, downloads, wrongCodes, handedOverHow } = delivery;
  const { completedBy, customer } = methods[method];
  return (
    <Facts
      facts={[
        { name: t("how"), value: t(`method-${method}`) },
        { name: t("handedOver"), value: handedOverHow && t(`way-${handedOverHow as HandoverChannel}`) },
        { name: t("note"), value: delivery.handedOverNote && <Note text={delivery.handedOverNote} /> },
        { name: t("identityFact"), value: delivery.identityCheck && <Identity delivery={delivery} /> },
        { name: t("messageFact"), value: delivery.message && <Note text={delivery.message} /> },
        { name: t("chosenBy"), value: <bdi>{delivery.createdByName}</bdi> },
        { name: t("approvedBy"), value: delivery.approvedByName && <bdi>{delivery.approvedByName}</bdi> },
        { name: t("started"), value: completedBy !== "choice" && time(delivery.startedAt) },
        { name: t("until"), value: state === "live" && time(delivery.expiresAt) },
        { name: t("delivered"), value: time(delivery.deliveredAt) },
        { name: t("ended"), value: state !== "completed" && time(delivery.endedAt) },
        {
          name: t("downloads"),
          value: customer.linkOpens && delivery.startedAt && t("downloadsOf", { count: downloads, of: MAX_DOWNLOADS }),
        },
        { name: t("wrongCodes"), value: wrongCodes > 0 && wrongCodes.toLocaleString(await getLocale()) },
        { name: t("fingerprint"), value: delivery.publicKey && <Fingerprint armored={delivery.publicKey} /> },
      ]}
    />
  );
}

async function Identity({ delivery: { identityCheck, identityNote } }: { delivery: ListedDelivery }) {
  const t = await getTranslations("deliver");
  return (
    <>
      {identityCheck && t(`identity-${identityCheck}`)}
      {identityNote && (
        <>
          {": "}
          <Note text={identityNote} />
        </>
      )}
    </>
  );
}

function Note({ text }: { text: string }) {
  return (
    <span dir="auto" className="whitespace-pre-line">
      {text}
    </span>
  );
}

async function Fingerprint({ armored }: { armored: string }) {
  return <span className="font-mono text-[13px]">{await showFingerprint(armored).catch(() => "")}</span>;
}
