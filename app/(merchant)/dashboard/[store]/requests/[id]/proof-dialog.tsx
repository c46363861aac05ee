import { getLocale, getTranslations } from "next-intl/server";
import { Radios } from "@/components/form/radios";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import {
  availableProofs,
  type ListedProof,
  listProofs,
  MAX_PROOF_TRIES,
  proofKinds,
} from "@/lib/verification/ask-for-proof";
import { AskDialog } from "./ask-dialog";
import { askProof } from "./message-actions";
import type { RequestView } from "./request-view";
import { Told } from "./told";

/** Asks which facts of the linked records the person is asked for. */
export async function ProofDialog(view: RequestView) {
  const t = await getTranslations("request");
  const words = await getTranslations("messages");
  const target = { storeId: view.storeId, requestId: view.request.id };
  const available = await availableProofs(target);
  const kinds = proofKinds.filter((kind) => available[kind]);
  const tries = (await listProofs(target)).filter(({ triedAt }) => triedAt !== null).length;
  const list = new Intl.ListFormat(await getLocale(), { type: "disjunction" });
  const facts = list.format((available.two_facts ?? []).map((fact) => words(`facts.${fact}`)));
  return (
    <AskDialog
      view={view}
      title={t("askForProofTitle")}
      answers={{
        what: t("askForProofWhat", { left: Math.max(0, MAX_PROOF_TRIES - tries) }),
        told: <Told view={view} event="proof_requested" />,
        undo: t("askForProofUndo"),
      }}
      action={askProof}
      button={t("askForProof")}
    >
      {kinds.length === 0 ? (
        <Notice tone="wait">
          <p className="text-sm">{(await getTranslations("errors"))("proofImpossible")}</p>
        </Notice>
      ) : (
        <Radios
          name="proof"
          legend={t("askForProofFor")}
          options={kinds.map((value) => ({ value, label: t(`proof-${value}`, { facts }) }))}
          defaultValue={kinds[0] ?? ""}
        />
      )}
    </AskDialog>
  );
}

/** What was asked for, and how much of the answers was right. */
export async function Proofs({ proofs }: { proofs: ListedProof[] }) {
  const t = await getTranslations("request");
  return proofs.map(({ id, askedAt, triedAt, matched, needed }) => (
    <span key={id} className="block">
      {triedAt
        ? t.rich("proofMatchedOn", { matched: matched ?? 0, needed, at: () => <LocalTime at={triedAt} /> })
        : t.rich("proofWaits", { at: () => <LocalTime at={askedAt} /> })}
    </span>
  ));
}
