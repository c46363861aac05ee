import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { isPrefetch, toStream } from "@/lib/http/download";
import { type Locale, messagesOf, translator } from "@/lib/locale";
import { readCursor } from "@/lib/search/cursor-page";
import { type CsvCell, csvRow } from "@/lib/section/csv";
import { dateIn } from "@/lib/time-zone";
import { listRequests } from "./list-requests";
import type { ListedRequest } from "./listed-request";
import type { RequestFilter } from "./request-filter";

interface Register {
  storeId: string;
  filter: RequestFilter;
  /** The language of its words. */
  locale: Locale;
  /** The store's, in which a date is told. */
  timeZone: string;
}

/**
 * Answers with the register of a store's requests as CSV: those that a filter finds, newest first. Each download is an
 * event of the store. HEAD is none, and a browser's prefetch, which nobody has asked for, is refused.
 * @param filters the names of the filters that are set, for the event.
 */
export async function serveRegister({
  request,
  actor,
  filters,
  ...register
}: Register & { request: Request; actor: MerchantActor; filters: string[] }): Promise<Response> {
  if (isPrefetch(request.headers)) return new Response(null, { status: 403, headers: NO_STORE });
  const { storeId, locale, timeZone } = register;
  const sendsBytes = request.method === "GET";
  if (sendsBytes)
    await prisma().$transaction((transaction) =>
      recordEvent(transaction, { storeId, type: "register_downloaded", actor, data: { filters } }),
    );
  const name = `${messagesOf(locale).register.file}-${dateIn(timeZone, new Date())}.csv`;
  return new Response(sendsBytes ? toStream(registerCsv(register)) : null, {
    headers: {
      ...NO_STORE,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}

const NO_STORE = { "Cache-Control": "no-store" };

/** Each batch is a statement of its own, sent once the reader has taken the one before: no transaction waits for it. */
const BATCH_ROWS = 500;

/** The register's bytes: UTF-8 with the mark by which spreadsheets know it. */
async function* registerCsv({ storeId, filter, locale, timeZone }: Register): AsyncGenerator<Uint8Array> {
  const t = translator(locale, "register");
  const encoder = new TextEncoder();
  yield encoder.encode(`\uFEFF${csvRow(columns.map((column) => t(`column-${column}`)))}`);
  // From the newest on, so that what is added meanwhile does not keep it going.
  let wanted: RequestFilter = { ...filter, sort: "received", descending: true, cursor: undefined };
  for (;;) {
    const { rows, next } = await listRequests(storeId, wanted, BATCH_ROWS);
    const further = await readFurther(storeId, rows);
    const cells = cellsIn(locale, timeZone);
    let text = "";
    for (const row of rows) text += csvRow(cells(row, further.get(row.id)));
    if (text) yield encoder.encode(text);
    if (!next) return;
    wanted = { ...wanted, cursor: readCursor({ after: next }) };
  }
}

const columns = [
  ...(["reference", "type", "source", "status", "requested", "verified", "due", "closed", "days"] as const),
  ...(["answer", "refusalReason", "assignee", "customer", "email"] as const),
];

type Further = Awaited<ReturnType<typeof readFurther>> extends Map<string, infer Row> ? Row : never;

/** What the report's rows do not hold. */
async function readFurther(storeId: string, rows: ListedRequest[]) {
  const found = await prisma().request.findMany({
    where: { storeId, id: { in: rows.map(({ id }) => id) } },
    select: { id: true, closedAt: true, answer: true, refusalReason: true },
  });
  return new Map(found.map((row) => [row.id, row]));
}

function cellsIn(locale: Locale, timeZone: string) {
  const t = translator(locale, "register");
  const request = translator(locale, "request");
  const states = translator(locale, "states");
  const date = (at: Date | null | undefined) => at && dateIn(timeZone, at);
  return (row: ListedRequest, further: Further | undefined): CsvCell[] => {
    const isAnswered = row.state === "answered" || row.state === "refused";
    const [requested, closed] = [dateIn(timeZone, row.createdAt), date(further?.closedAt)];
    const delivered = row.state === "answered" ? t("delivered") : "";
    return [
      row.reference,
      request(`type-${row.type}`),
      request(`source-${row.source}`),
      states(row.closedAsSpam ? "spam" : row.state),
      requested,
      date(row.verifiedAt),
      date(row.dueAt),
      closed,
      isAnswered && closed ? (Date.parse(closed) - Date.parse(requested)) / 86_400_000 : "",
      further?.answer ? request(`answer-${further.answer}`) : delivered,
      further?.refusalReason,
      row.assigneeName,
      row.customerName,
      row.email,
    ];
  };
}
