import { isWaitedFor } from "@/lib/clock/due-dates";
import { type Locale, translator } from "@/lib/locale";
import { PauseReason, type Regime } from "@/prisma/generated/enums";
import type { EmailFacts } from "./email-facts";

/** By which laws the time to answer does not run while the customer is asked, and by which it goes on (lib/clock/regimes.ts). */
export function waitValues(request: EmailFacts["request"], event: EmailFacts["event"], locale: Locale) {
  const t = translator(locale, "request");
  const reasons = Object.values(PauseReason).filter((one) => [event?.pause, event?.reason].includes(one));
  const { waiting = [], running = [] } = Object.groupBy(request?.regimes ?? [], (regime) =>
    (reasons.length > 0 ? reasons : Object.values(PauseReason)).some(
      (reason) => request && isWaitedFor(regime, request.type, reason),
    )
      ? "waiting"
      : "running",
  );
  const names = (laws: Regime[]) => new Intl.ListFormat(locale).format(laws.map((law) => t(`regime-${law}`)));
  const waits = running.length === 0 ? "all" : waiting.length === 0 ? "none" : "some";
  return { waits, waitingLaws: names(waiting), runningLaws: names(running) };
}
