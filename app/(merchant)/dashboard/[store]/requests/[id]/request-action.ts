import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { readReportView, reportHref } from "@/app/(merchant)/dashboard/[store]/requests/report-view";
import { type Flash, redirectWithFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { readRequestTable } from "@/lib/export/read-section-table";
import type { RequestAct } from "@/lib/request/request-status";
import type { SectionTable } from "@/lib/section/section-table";
import { readerWords } from "@/lib/section/words";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import type { Permission } from "@/lib/sign-in/permissions";
import { NEXT_STEP_ID } from "./request-view";

/**
 * An action of a form on a request's page, which then shows what was done, with the focus on what changed.
 * @param fields of the form, besides the store and the request.
 * @param act does it, and answers what the page says; `at` is the id of what changed, if not what comes next.
 */
export function requestAction<Fields extends z.ZodRawShape>(
  permission: Permission,
  name: string,
  fields: Fields,
  act: (target: RequestAct<MerchantActor>, input: z.infer<z.ZodObject<Fields>>) => Promise<Flash & { at?: string }>,
) {
  return merchantAction(permission)
    .metadata({ name })
    .inputSchema(...formInput({ ...fields, request: z.uuid() }))
    .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
      const input = parsedInput as { request: string } & z.infer<z.ZodObject<Fields>>;
      const target = { storeId: store.id, requestId: input.request, actor };
      const { at = NEXT_STEP_ID, ...flash } = await act(target, input).catch((error) => nameSections(error, target));
      const page = reportHref(`/dashboard/${store.slug}/requests/${input.request}`, await currentReport());
      return await redirectWithFlash(`${page}#${at}`, flash as Flash);
    });
}

/** The report that the form's page was opened from, as the page's own address names it. */
async function currentReport() {
  const page = (await headers()).get("referer") ?? "";
  return readReportView(Object.fromEntries(URL.canParse(page) ? new URL(page).searchParams : []));
}

/** Says the sections that a refusal names in the reader's words. */
async function nameSections(error: unknown, target: RequestAct<MerchantActor>): Promise<never> {
  if (!(error instanceof UserError && "sections" in error.values)) throw error;
  throw new UserError(error.code, {
    sections: sectionList(String(error.values.sections).split(","), await getLocale(), await readRequestTable(target)),
  });
}

/** Sections as a list in words, such as "Orders and Emails sent". */
export function sectionList(sections: string[], locale: string, table: SectionTable): string {
  return new Intl.ListFormat(locale).format(sections.map(readerWords(locale, table).section));
}
