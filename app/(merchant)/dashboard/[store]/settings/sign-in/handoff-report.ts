import { getTranslations } from "next-intl/server";
import { isolate } from "@/lib/isolate";
import type { ReadHandoff } from "@/lib/sign-in/read-handoff";

/** Puts into words what a token says and whether it would be accepted. Times are in UTC, as a shop's developer compares them. */
export async function handoffReport({ said = {}, isFormer, problem, claim = "" }: ReadHandoff) {
  const t = await getTranslations("settings");
  const verdict = problem
    ? t(`token-${problem}`, { claim: isolate(claim) })
    : t(isFormer ? "token-former" : "token-fine");
  const claims = Object.entries(said).slice(0, MAX_CLAIMS);
  return {
    accepted: problem === undefined,
    verdict,
    claims: claims.map(([name, value]) => ({ name: name.slice(0, 50), value: textOf(name, value) })),
  };
}

const MAX_CLAIMS = 20;
const MAX_VALUE_LENGTH = 300;

function textOf(name: string, value: unknown): string {
  const text = (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, MAX_VALUE_LENGTH);
  const at = TIMES.includes(name) && typeof value === "number" ? new Date(value * 1000) : undefined;
  return at && !Number.isNaN(at.getTime()) ? `${text} (${at.toISOString().slice(0, 19)}Z)` : text;
}

const TIMES = ["iat", "exp", "nbf"];
