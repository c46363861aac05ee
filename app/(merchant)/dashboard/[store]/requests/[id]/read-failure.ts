import { getTranslations } from "next-intl/server";
import { isolate } from "@/lib/isolate";
import { outboundFailures } from "@/lib/source/outbound-http/outbound-error";
import type { Obstacle } from "@/lib/source/rights";

/** Why a source did not do what it was asked, in the reader's words: see lib/source/failure-of.ts. Undefined where nobody knows. */
export async function readFailure(kept: string | null, title: string | null): Promise<string | undefined> {
  const [code = "", ...words] = (kept ?? "").split(" ");
  const [t, errors] = [await getTranslations("connections"), await getTranslations("errors")];
  const failure = outboundFailures.find((one) => one === code);
  if (failure) return t(`failure-${failure}`);
  const named = words.join(" ");
  const refusal = REFUSALS.find((one) => one === code);
  return refusal && errors(refusal, { source: isolate(title ?? ""), scope: named, what: named, names: named });
}

/** Why a source does not do by itself what a person's right asks for; undefined where it could. */
export async function readObstacle(obstacle: Obstacle | undefined): Promise<string | undefined> {
  const t = await getTranslations("connections.obstacles");
  return obstacle && t(obstacle.code, { scope: "scope" in obstacle ? obstacle.scope : "" });
}

const REFUSALS = ["scopeMissing", "recordOfAnother", "rightRefused", "erasersMissing", "erasersFailed"] as const;
