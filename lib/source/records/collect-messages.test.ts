import { expect, test } from "vitest";
import { makeStoreWithCustomer } from "@/test/factories/customer";
import { makeMessage } from "@/test/factories/message";
import { makeRequest } from "@/test/factories/request";
import { withTestDatabase } from "@/test/harness/test-database";
import { messages } from "./collect-messages";

withTestDatabase();

test("the messages about a person's own requests, with their files' names, and nobody else's", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  const { id: requestId, reference } = await makeRequest(storeId, { customerId });
  const asked = await makeMessage({ storeId, requestId }, { authorName: "Mara", createdAt: new Date("2026-03-01") });
  const answered = await makeMessage(
    ...([
      { storeId, requestId },
      { author: "customer", text: "", createdAt: new Date("2026-03-02") },
    ] as const),
    ...["file-1.pdf", "file-2.bin"],
  );
  await makeMessage({ storeId, requestId: (await makeRequest(storeId)).id });
  const other = await makeStoreWithCustomer();
  const { id: otherId } = await makeRequest(other.storeId, { customerId: other.customerId });
  await makeMessage({ storeId: other.storeId, requestId: otherId });

  const subject = { storeId, customerIds: [customerId], orderIds: [], emails: [] };
  const rows: unknown[] = [];
  for await (const page of messages.pages(subject, new AbortController().signal)) rows.push(...page);
  expect(rows).toEqual([
    {
      ...{ id: asked, reference, createdAt: "2026-03-01T00:00:00.000Z", actor: "merchant" },
      ...{ text: "Which order?", files: [] },
    },
    {
      ...{ id: answered, reference, createdAt: "2026-03-02T00:00:00.000Z", actor: "customer" },
      ...{ text: null, files: ["file-1.pdf", "file-2.bin"] },
    },
  ]);
  expect(await messages.count(subject)).toBe(2);
});
