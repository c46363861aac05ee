import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { type Locale, locales } from "@/lib/locale";
import { lockStore } from "./lock-store";
import { MAX_MESSAGE_LENGTH, MAX_REASON_LENGTH, requiredText, typedMessage } from "./typed-text";

const MAX_TEMPLATES = 50;

const MAX_NAME_LENGTH = 80;

const longText = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, "\n"))
  .pipe(requiredText(MAX_REASON_LENGTH, "templateTextMissing", "templateTextTooLong"));

/** What a template is for, with what the field that it is inserted into takes. */
const templateTexts = {
  refusal: longText,
  answer: longText,
  /** As the message with a delivery. */
  message: typedMessage(MAX_MESSAGE_LENGTH, "messageTooLong").refine((text) => text !== "", {
    error: "templateTextMissing",
  }),
};

export type TemplateKind = keyof typeof templateTexts;
export const templateKinds = Object.keys(templateTexts) as TemplateKind[];

/** The fields of a template's form. @param kind what the form says it is. */
export function templateFields(kind: unknown) {
  const known = z.enum(templateKinds).safeParse(kind).data ?? "refusal";
  return {
    kind: z.enum(templateKinds),
    language: z.enum(locales),
    name: requiredText(MAX_NAME_LENGTH, "templateNameMissing", "templateNameMissing"),
    text: templateTexts[known],
  };
}

/** A text that staff insert into what they write to a customer. */
export interface AnswerTemplate {
  id: string;
  kind: TemplateKind;
  locale: Locale;
  name: string;
  text: string;
}

/** A store's templates, of one kind or all, by name. */
export async function listTemplates(storeId: string, kind?: TemplateKind): Promise<AnswerTemplate[]> {
  const rows = await prisma().answerTemplate.findMany({
    where: { storeId, kind: kind ?? { in: templateKinds }, locale: { in: locales } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    omit: { storeId: true },
  });
  return rows as AnswerTemplate[];
}

/**
 * Adds a template, or changes the one with this id, and records who did.
 * @throws UserError "tooManyTemplates"; "templateGone" where someone has deleted it.
 */
export async function saveTemplate(
  { storeId, id, actor }: { storeId: string; id: string | undefined; actor: MerchantActor },
  template: Omit<AnswerTemplate, "id">,
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    // Makes two owners who add one take turns: the limit holds.
    await lockStore(transaction, storeId);
    if (id) {
      const { count } = await transaction.answerTemplate.updateMany({ where: { storeId, id }, data: template });
      if (count === 0) throw new UserError("templateGone");
    } else {
      const count = await transaction.answerTemplate.count({ where: { storeId } });
      if (count >= MAX_TEMPLATES) throw new UserError("tooManyTemplates", { max: MAX_TEMPLATES });
      await transaction.answerTemplate.create({ data: { storeId, id: uuidv7(), ...template }, select: { id: true } });
    }
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "texts" } });
  });
}

/** Deletes a template, and records who did. What was written with it stays. */
export async function deleteTemplate(storeId: string, id: string, actor: MerchantActor): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.answerTemplate.deleteMany({ where: { storeId, id } });
    if (count > 0) await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "texts" } });
  });
}
