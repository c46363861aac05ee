import { getTranslations } from "next-intl/server";
import { findCorrection } from "@/lib/correction/find-correction";
import { countWithdrawn, listToldSystems } from "@/lib/objection/list-systems";
import { isObjection } from "@/lib/subject/start-matching";
import type { RequestType } from "@/prisma/generated/client";
import { CorrectRecords } from "./correct-records";
import type { RequestView } from "./request-view";
import { ToldSystems } from "./told-systems";

/** What staff do for an open request that no export answers, by its type: what was asked, what is done, and what is left. */
export async function ByHand(view: RequestView) {
  const t = await getTranslations("hand");
  const { storeId, request } = view;
  const { id: requestId, type } = request;
  const target = { storeId, requestId };
  const correction = type === "correction" ? await findCorrection(target) : null;
  return (
    <>
      {correction && (
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <Written title={t("wrong")} text={correction.wrong} />
          <Written title={t("right")} text={correction.right} />
        </div>
      )}
      <Steps type={type} />
      {type === "correction" && <CorrectRecords {...view} />}
      {isObjection(type) && <Withdrawn count={await countWithdrawn(target)} />}
      {TOLD.includes(type) && <ToldSystems view={view} systems={await listToldSystems(target)} />}
    </>
  );
}

/** Of these the systems that hold the data are told: GDPR Art. 19, California Civil Code 1798.135. */
const TOLD: RequestType[] = ["correction", "objection", "opt_out", "restriction"];

async function Steps({ type }: { type: RequestType }) {
  const t = await getTranslations("hand");
  if (type === "export" || type === "erasure") return null;
  return (
    <ol className="mt-3 grid max-w-[72ch] list-decimal gap-1.5 ps-5 text-sm">
      {(["first", "second"] as const).map((step) => (
        <li key={step}>{t(`${type}.${step}`)}</li>
      ))}
    </ol>
  );
}

/** What the customer wrote. */
function Written({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <p className="text-sm font-medium">{title}</p>
      <blockquote
        dir="auto"
        className="mt-1 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line wrap-anywhere"
      >
        {text}
      </blockquote>
    </div>
  );
}

async function Withdrawn({ count }: { count: number | undefined }) {
  const t = await getTranslations("hand");
  return <p className="mt-3 text-sm">{count === undefined ? t("withdrawing") : t("withdrawn", { count })}</p>;
}
