import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";
import { type RequestRegime, regimesOf } from "@/lib/request/regimes-of";
import type { RequestView } from "./request-view";

/** The laws that apply to a request, each with its article and date, and which date decides. */
export async function RequestLaws({ request }: RequestView) {
  const t = await getTranslations("request");
  const laws = await regimesOf(request);
  const [first] = laws;
  if (!first) return null;
  const isOwn = request.dueAt.getTime() !== first.dueAt.getTime();
  return (
    <>
      <ul className="grid gap-1.5">
        {laws.map((law) => (
          <li key={law.regime}>
            <Law law={law} binds={law === first && !isOwn && laws.length > 1} />
          </li>
        ))}
      </ul>
      {isOwn && (
        <p className="mt-1.5 text-[13px] leading-[18px] text-ink-soft">
          {t.rich("ownBinds", { date: () => <LocalTime at={request.dueAt} dateOnly /> })}
        </p>
      )}
    </>
  );
}

async function Law({ law, binds }: { law: RequestRegime; binds: boolean }) {
  const t = await getTranslations("request");
  const { regime, ground, article, timeArticle, dueAt, confirmBy } = law;
  return (
    <>
      {t.rich("lawDue", { law: t(`regime-${regime}`), date: () => <LocalTime at={dueAt} dateOnly /> })}
      <span className="block text-[13px] leading-[18px] text-ink-soft">
        {binds && `${t("lawBinds")} `}
        {t(`ground-${ground}`)} {`(${article}; ${timeArticle}).`}{" "}
        {confirmBy && t.rich("confirmBy", { date: () => <LocalTime at={confirmBy} dateOnly /> })}
      </span>
    </>
  );
}
