import type { Step } from "@/app/(public)/s/[store]/step-list";
import { stepsAhead } from "@/app/(public)/s/[store]/steps-ahead";
import type { Reader } from "@/app/request-locale";
import { translator } from "@/lib/locale";
import { DATA_EXPORT } from "@/lib/request/type-rules";
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
  lifetime: string;
  wrongTitle: string;
  /** The link to the form is marked. */
  wrongText: MarkedText;
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
  const proof: Step = { key: "prove", title: t("proveTitle"), text: t("proveText"), progress: "now" };
  return {
    form: `/s/${slug}`,
    title: t("title"),
    lead: typed
      ? marked(t.markup(typed.again ? "leadAgain" : "lead", { email: typed.email, b: mark }))
      : [t("leadUnknown")],
    lifetime: t("lifetime", { hours: VERIFICATION_LIFETIME_HOURS }),
    wrongTitle: t("wrongTitle"),
    wrongText: marked(t.markup("wrongText", { link: mark })),
    noneTitle: t("noneTitle"),
    noneText: t("noneText"),
    noneUnknown: marked(t.markup("noneUnknown", { link: mark })),
    again: typed && { store: slug, type: DATA_EXPORT, email: typed.email, again: "1" },
    resend: t("resend"),
    resendWait: t("resendWait"),
    nextTitle: t("nextTitle"),
    done: translator(reader.locale, "public")("steps.done"),
    steps: stepsAhead(store, reader, proof),
  };
}

/** No text has a NUL, nor has an address. */
const MARK = "\0";
const mark = (text: string) => `${MARK}${text}${MARK}`;
const marked = (text: string): MarkedText => text.split(MARK);
