import type { Step } from "@/app/(public)/s/[store]/step-list";
import { stepsAhead } from "@/app/(public)/s/[store]/steps-ahead";
import type { Reader } from "@/app/request-locale";
import { translator } from "@/lib/locale";
import { DATA_EXPORT, formPath, typeRules } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { VERIFICATION_LIFETIME_HOURS } from "@/lib/verification/mint-verification";
import type { TypedAddress } from "./typed-address";

/** A text before what is marked in it, the marked part, and the text after it. */
type MarkedText = string[];

/** The texts of the confirmation, as a form's answer carries them to the browser. */
export interface Confirmation {
  /** The path of the form. */
  form: string;
  title: string;
  /** The address is marked, where it is known. */
  lead: MarkedText;
  /** Undefined where nothing has to be confirmed, as are the next two. */
  lifetime: string | undefined;
  wrongTitle: string | undefined;
  /** The link to the form is marked. */
  wrongText: MarkedText | undefined;
  noneTitle: string;
  noneText: string;
  /** Where the address is not known: the link to the form is marked. */
  noneUnknown: MarkedText;
  /** What the form is sent with again; undefined where the address is not known. */
  again: Record<string, string> | undefined;
  resend: string;
  resendWait: string;
  nextTitle: string;
  done: string;
  steps: Step[];
}

/**
 * What a guest reads after asking: the same for every address. Texts, since rendering a page for each answer would take
 * as long as the request itself.
 * @param typed the address; undefined in a browser that has not typed it, or no longer knows it.
 */
export function confirmation(store: Store, reader: Reader, typed: TypedAddress | undefined): Confirmation {
  const t = translator(reader.locale, "sent");
  const { slug } = store;
  const type = typed?.type ?? DATA_EXPORT;
  const asksForProof = typeRules[type].verification === "address";
  const proof: Step = { key: "prove", title: t("proveTitle"), text: t("proveText"), progress: "now" };
  const lead = asksForProof ? (typed?.again ? "leadAgain" : "lead") : "leadReceived";
  return {
    form: formPath(slug, type),
    title: t(asksForProof ? "title" : "titleReceived"),
    lead: typed ? marked(t.markup(lead, { email: typed.email, b: mark })) : [t("leadUnknown")],
    lifetime: asksForProof ? t("lifetime", { hours: VERIFICATION_LIFETIME_HOURS }) : undefined,
    wrongTitle: asksForProof ? t("wrongTitle") : undefined,
    wrongText: asksForProof ? marked(t.markup("wrongText", { link: mark })) : undefined,
    noneTitle: t("noneTitle"),
    noneText: t("noneText"),
    noneUnknown: marked(t.markup("noneUnknown", { link: mark })),
    again: typed && {
      ...{ store: slug, type, email: typed.email, again: "1" },
      ...(typed.country && { country: typed.country }),
    },
    resend: t("resend"),
    resendWait: t("resendWait"),
    nextTitle: t("nextTitle"),
    done: translator(reader.locale, "public")("steps.done"),
    steps: stepsAhead(store, type, reader, asksForProof ? proof : undefined),
  };
}

/** No text has a NUL, nor has an address. */
const MARK = "\0";
const mark = (text: string) => `${MARK}${text}${MARK}`;
const marked = (text: string): MarkedText => text.split(MARK);
