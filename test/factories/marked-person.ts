import { v7 as uuidv7 } from "uuid";
import { expect } from "vitest";
import { runBulk } from "@/lib/bulk/run-bulk";
import { startBulk } from "@/lib/bulk/start-bulk";
import { correctRecord } from "@/lib/correction/correct-record";
import { versionOf } from "@/lib/correction/value-version";
import { searchOrders } from "@/lib/customer/search-orders";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { findAccess } from "@/lib/delivery/delivery-access";
import { requestCode } from "@/lib/delivery/delivery-code";
import { enterCode } from "@/lib/delivery/enter-code";
import { expireDeliveries } from "@/lib/delivery/expire-deliveries";
import { beginDownload } from "@/lib/delivery/stream-delivery";
import { readEmailAddress } from "@/lib/email-address";
import { buildExport } from "@/lib/export/build-export";
import { requestExport } from "@/lib/export/request-export";
import { answerMessage } from "@/lib/message/answer-message";
import { askCustomer } from "@/lib/message/ask-customer";
import { tellSystem } from "@/lib/objection/tell-system";
import { answerRequest, refuseRequest } from "@/lib/request/close-request";
import { enterRequest } from "@/lib/request/enter-request";
import { extendRequest } from "@/lib/request/extend-request";
import { addNote } from "@/lib/request/notes";
import { submitRequest } from "@/lib/request/submit-request";
import { makeRedaction } from "@/lib/review/make-redaction";
import { scanExportJob } from "@/lib/review/scan-export.job";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { recordsSource } from "@/lib/source/records/records-source";
import { findStore } from "@/lib/store/find-store";
import { acceptProposal } from "@/lib/subject/decide-record";
import { linkOrder } from "@/lib/subject/link-order";
import { addText } from "@/lib/upload/add-text";
import { confirmVerification } from "@/lib/verification/confirm-verification";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { addFile } from "./added";
import { makeConnection } from "./connection";
import { visit } from "./delivery";
import { makeEmail } from "./email";
import { customersFile, makeImportStore, orderRow, ordersFile } from "./import";
import { addMessageFile } from "./message";
import { makeLink, makeRequest } from "./request";
import { makeMember } from "./store";

/** A person whom every table holds that can, by real flows. */

const signal = new AbortController().signal;
export const NAME = "Zyxwildaquorvath";
export const EMAIL = `${NAME}.Now@marker.example`;
export const FORMER = `${NAME}.Before@marker.example`;
export const PHONE = "+49305550199771277";
export const STREET = "Quorvathzyxallee 771";
const ACCOUNT = "7200000771771771";
export const [ORDER, ORDER_ID] = ["#QVZ-771771771771", "5500000771771771"];
export const markers = [NAME, PHONE, STREET, ACCOUNT, "QVZ-771771771771", ORDER_ID];

/** Sends what is queued, and finds a pattern in the person's newest email that has it. */
async function mailed(storeId: string, pattern: RegExp): Promise<string> {
  await sendAll(storeId);
  for (const { text } of await mailsTo(EMAIL)) {
    const found = pattern.exec(text)?.[1];
    if (found) return found;
  }
  throw new Error(`no email contains ${pattern}`);
}

const account = (email: string) => [ACCOUNT, NAME, "Test", email, "yes", PHONE, STREET, NAME, STREET];

/** A row of an order that names the person. */
export const order = (Id: string, Name: string, Email: string, at = "2026-01-02 03:04:05 +0100") =>
  orderRow({ Id, Name, Email, Notes: `for ${NAME}`, "Billing Name": NAME, "Billing City": STREET, "Created at": at });

/** Both files of their shop, in which their account has this address. */
export const files = (email: string) => ({
  customers: customersFile([account(email), ["2", "Bo", "Test", "bo@a.example"]]),
  orders: ordersFile([
    order(ORDER_ID, ORDER, FORMER),
    order(`${ORDER_ID}1`, `${ORDER}1`, EMAIL),
    order(`${ORDER_ID}2`, `${ORDER}2`, ""),
    orderRow({ Id: "9", Name: "#9", Email: "bo@a.example" }),
  ]),
});

/** A store whose files held the person under both addresses, and that offers erasures. @param ordersAreBooks whether it keeps their orders. */
export async function makeMarkedStore(ordersAreBooks: boolean) {
  const made = await makeImportStore();
  const { storeId } = made;
  const books = ordersAreBooks ? { ordersAreBooks, orderKeepingYears: 8, orderKeepingCountry: "DE" } : {};
  await prisma().store.update({
    where: { id: storeId },
    data: { informationConfirmedAt: new Date(0), erasureWaitHours: 0, recipients: ["desk@shop.example"], ...books },
    select: { id: true },
  });
  await prisma().offeredType.create({ data: { storeId, type: "erasure" }, select: { type: true } });
  await makeConnection(storeId, { state: "disconnected" });
  await made.run(files(FORMER));
  await made.run(files(EMAIL));
  const store = await findStore(made.slug);
  if (!store) throw new Error("no store");
  return { ...made, store, actor: await makeMember(storeId, "owner", "Mara Owner") };
}

export type Marked = Awaited<ReturnType<typeof makeMarkedStore>>;

/** The person asks on the public page, and proves the address. @returns the request's id. */
export async function ask({ store, storeId }: Marked, type: "export" | "erasure"): Promise<string> {
  const email = readEmailAddress(EMAIL);
  await submitRequest({
    store,
    type,
    email,
    locale: "en",
    hint: `${NAME}, order ${ORDER}`,
    rateLimitKey: visit().rateLimitKey,
  });
  await confirmVerification(storeId, await mailed(storeId, /\/verify\/([\w-]{43})/));
  await sendAll(storeId);
  return (await prisma().request.findFirstOrThrow({ where: { storeId, type }, select: { id: true } })).id;
}

/** A live record of the person, whose service names it by their address, proposed and accepted. */
export async function linkLive({ storeId, actor }: Marked, requestId: string) {
  const live = { source: "connection-1", record: EMAIL };
  await makeLink(storeId, requestId, uuidv7(), { ...live, label: NAME, state: "proposed" });
  await acceptProposal({ storeId, requestId, ...live, actor });
  await sendAll(storeId);
}

/** The person asks for a copy, and gets it; staff and the person write of them wherever they can. */
export async function askForCopy(marked: Marked): Promise<void> {
  const { storeId, actor } = marked;
  const requestId = await ask(marked, "export");
  const act = { storeId, requestId, actor };
  const [loose] = await searchOrders(storeId, `${ORDER}2`);
  await linkOrder({ ...act, orderId: loose?.id ?? "", reason: "named_order" });
  await linkLive(marked, requestId);
  await addNote({ ...act, text: `${NAME} called from ${PHONE}` });
  await addText({ ...act, system: "Helpdesk", asOf: "2026-03-01", text: `${NAME} asked for help` });
  await addFile(act, `${NAME}.txt`, `${NAME}, ${STREET}`);
  await askCustomer({ ...act, text: `Dear ${NAME}, is it ${ORDER}?` });
  await addMessageFile({ storeId, requestId }, `${NAME}.txt`, Buffer.from(NAME));
  await answerMessage({ storeId, requestId, text: `It is ${ORDER}, I am ${NAME}` });
  await extendRequest({ ...act, reason: `${NAME} has many orders` });
  await runBulk({
    storeId,
    bulkId: await startBulk({ storeId, actor, requestIds: [requestId], kind: "assign", assigneeId: actor.id }),
  });
  const { exportId } = await requestExport(act);
  await buildExport({ storeId, exportId }, signal, [recordsSource]);
  await scanExportJob({ storeId, exportId });
  await createDelivery({ ...act, method: "link", incomplete: true });
  const token = await mailed(storeId, /\/delivery\/([\w-]{43})/);
  await requestCode({ storeId, token, ...visit() });
  const opened = await enterCode({ storeId, token, code: await mailed(storeId, /\b(\d{6})\b/), ...visit() });
  const access = await findAccess(storeId, opened.deliveryId, opened.token);
  expect(access && (await beginDownload(access, visit().client))).toBe(true);
  const redaction = {
    section: "orders",
    row: 0,
    pointer: "/phone",
    reason: "other",
    reasonText: `not ${NAME}'s`,
  } as const;
  await makeRedaction({ storeId, exportId, actor, redaction: { ...redaction, pointer: "/note" } });
  await prisma().delivery.updateMany({ where: { storeId }, data: { expiresAt: new Date(0) } });
  await expireDeliveries();
  await answerRequest({ ...act, answer: "elsewhere", note: `told ${NAME}` } as never, async () => {});
}

/** What came by phone, and was refused; a sign-in link, a session, an email of no request. */
export async function leaveTraces({ storeId, actor }: Marked): Promise<void> {
  const entered = await enterRequest({
    ...{ storeId, actor, type: "export", receivedOn: "2026-03-01", channel: "phone", name: NAME, phone: PHONE },
    ...{ email: readEmailAddress(EMAIL), identityCheck: "other", identityNote: `knows ${STREET}`, note: NAME },
  });
  await refuseRequest({ storeId, requestId: entered.requestId, actor, reason: `Sorry ${NAME}` }, async () => {});
  await correctNote({ storeId, actor });
  await mintSignInLink(storeId, EMAIL);
  await makeEmail(storeId, EMAIL, { toNormalized: EMAIL.toLowerCase() });
  const signedIn = { emailNormalized: EMAIL.toLowerCase(), platformCustomerId: ACCOUNT };
  await prisma().session.create({
    data: { id: uuidv7(), storeId, kind: "customer", expiresAt: new Date(Date.now() + 60_000), ...signedIn },
    select: { id: true },
  });
  await sendAll(storeId);
}

/** What is noted on the person was wrong, and was corrected. */
async function correctNote({ storeId, actor }: Pick<Marked, "storeId" | "actor">): Promise<void> {
  const { id: customerId, note } = await prisma().customer.findFirstOrThrow({
    where: { storeId, platformId: ACCOUNT },
  });
  const { id: requestId } = await makeRequest(storeId, { type: "correction", customerId, email: EMAIL });
  const texts = { wrong: `I am not ${NAME}s`, right: `I am ${NAME}` };
  await prisma().correction.create({ data: { storeId, requestId, ...texts }, select: { requestId: true } });
  const act = { storeId, requestId, actor };
  await correctRecord(act, { customerId, field: "note", shown: versionOf(note), value: `Is called ${NAME}` });
  await tellSystem({ ...act, system: "shop" });
  await answerRequest({ ...act, answer: "done" }, async () => {});
}
