import { prisma } from "@/lib/database";
import type { FoundRequest } from "@/lib/request/get-request";
import { sourcesOf } from "@/lib/source/registry";
import type { Obstacle } from "@/lib/source/rights";
import { orderKeeping, orderKeepingColumns } from "@/lib/store/order-keeping";
import type { ErasureStep } from "@/prisma/generated/client";
import { type ErasureSubject, erasureSubject } from "./erasure-subject";
import { type ErasureBlock, findBlocks } from "./find-blocks";
import { findOrders } from "./own-rows";
import { type ErasedRows, erasedRows, planErasure, type StepKind, sumRows } from "./plan-erasure";

/** A step as the request's page shows it. The state is null until the erasure is approved. */
export type ShownStep = Pick<
  ErasureStep,
  "number" | "source" | "title" | "label" | "retained" | "note" | "error" | "doneAt" | "doneByName"
> & {
  kind: StepKind;
  state: ErasureStep["state"] | null;
  rows: ErasedRows;
  /** Why its source does not erase by itself, where it is one that could say so. */
  obstacle?: Obstacle | undefined;
};

/** What a request's page shows of its erasure. */
interface ErasureView {
  steps: ShownStep[];
  /** What stands against its approval or its start. */
  blocks: ErasureBlock[];
  /** How many orders are kept for the store's books, for how many years, and by which law. */
  kept: number;
  keeping: { years: number; statute: string | null };
  /** How many of the orders are not paid: a claim may be a reason to wait (GDPR Art. 17(3)(e)). */
  unpaid: number;
  /** How long an approved erasure waits. */
  waitHours: number;
}

/** Reads the erasure of a request: as it would be now until it is approved, then as it was stored. Changes nothing. */
export async function readErasureView(request: FoundRequest): Promise<ErasureView> {
  const { storeId, id: requestId, erasurePlan: plan } = request;
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: { ...orderKeepingColumns, erasureWaitHours: true },
  });
  const { years, statute } = orderKeeping(store);
  const { steps, subject } = plan ? stored(plan) : await planned(request);
  const blocks = subject ? await findBlocks(prisma(), { storeId, requestId }, subject) : [];
  const kept = sumRows(steps.map(({ rows }) => rows)).keptOrders ?? 0;
  const unpaid = subject ? await countUnpaid(storeId, subject) : 0;
  return {
    ...{ blocks, kept, unpaid, keeping: { years, statute }, waitHours: store.erasureWaitHours },
    steps: await withObstacles(storeId, steps),
  };
}

async function withObstacles(storeId: string, steps: ShownStep[]): Promise<ShownStep[]> {
  if (!steps.some(({ kind, source }) => kind === "by_hand" && source)) return steps;
  const sources = await sourcesOf({ storeId });
  const obstacleOf = ({ kind, source }: ShownStep) =>
    kind === "by_hand" ? sources.find(({ name }) => name === source)?.cannot?.erase : undefined;
  return steps.map((step) => ({ ...step, obstacle: obstacleOf(step) }));
}

/** Shopify's words for an order that waits for money (https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus). */
const UNPAID = ["pending", "authorized", "partially_paid"];

async function countUnpaid(storeId: string, subject: ErasureSubject): Promise<number> {
  const { orderIds } = await findOrders(prisma(), storeId, subject);
  const unpaid = { storeId, id: { in: orderIds }, financialStatus: { in: UNPAID }, cancelledAt: null };
  return await prisma().order.count({ where: unpaid });
}

/** What is stored; nothing stands against what has started. */
function stored({ state, subject, steps }: NonNullable<FoundRequest["erasurePlan"]>) {
  return {
    steps: steps.map(
      ({ kind, rows, ...step }): ShownStep => ({
        ...step,
        kind: kind as StepKind,
        rows: erasedRows.parse(rows),
      }),
    ),
    subject: state === "waiting" ? erasureSubject.parse(subject) : undefined,
  };
}

async function planned(request: FoundRequest): Promise<{ steps: ShownStep[]; subject: ErasureSubject }> {
  const { steps, subject } = await planErasure(request);
  const shown = steps.map(
    ({ kind, source = null, title = null, label = null, rows = {} }, index): ShownStep => ({
      ...{ number: index + 1, kind, source, title, label, rows, state: null },
      ...{ retained: [], note: null, error: null, doneAt: null, doneByName: null },
    }),
  );
  return { steps: shown, subject };
}
