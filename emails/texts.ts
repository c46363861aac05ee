import en from "@/messages/en.json";

type Texts = (typeof en)["emails"];
type Audience = "customer" | "store";
export type EmailAudience = Audience | "merchant";

export type FactName = keyof Texts["facts"];

/** Emails by the name under which messages/*.json have their texts: `emails.AUDIENCE.KIND`. */
export type EmailKind<A extends EmailAudience = Audience> = A extends EmailAudience ? keyof Texts[A] & string : never;

/** The names of an email's texts. */
export type TextName<A extends EmailAudience, K extends EmailKind<A>> = keyof Texts[A][K & keyof Texts[A]] & string;

/** All texts of an email, each with its values filled in. */
export function emailTexts<A extends EmailAudience, K extends EmailKind<A>>(
  t: (key: never, values: never) => string,
  audience: A,
  kind: K,
  values: Record<string, string | number>,
) {
  const names = Object.keys(en.emails[audience][kind as keyof Texts[A]] as object);
  const texts = names.map((name) => [name, t(`${audience}.${kind}.${name}` as never, values as never).trim()]);
  return Object.fromEntries(texts) as Record<"subject" | "heading" | "intro" | TextName<A, K>, string> & {
    button?: string;
    /** Instead of the intro where the request is for anything else than a copy. */
    other?: string;
    /** What follows the opening, whoever wrote that. */
    fixed?: string;
    preview?: string;
    footer?: string;
  };
}
