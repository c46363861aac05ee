import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeConsent } from "@/test/factories/customer";
import { customersFile, makeImportStore } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const ann = (choice: string) => [
  ...["'7001", "Ann", "Ames", "ann@a.example", choice, "", "", "", "Berlin", "'01234", "9.90"],
];

test.each(["objection", "opt_out"])(
  "an import does not undo a withdrawal by an %s, until the shop has known of it",
  async (source) => {
    const { storeId, run } = await makeImportStore();
    const file = async (choice: string) => {
      await run({ customers: customersFile([ann(choice)]) });
      const rows = await prisma().consent.findMany({ where: { storeId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
      return rows.map((row) => `${row.granted} ${row.source}`);
    };
    const given = await file("yes");
    expect(given).toEqual(["true shopify-import"]);
    const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId } });
    await makeConsent(storeId, customerId, { granted: false, source });
    // The shop has not heard of it.
    const withdrawn = [...given, `false ${source}`];
    expect(await file("yes")).toEqual(withdrawn);
    expect(await file("yes")).toEqual(withdrawn);
    // It has; and later the customer subscribes again.
    const known = [...withdrawn, "false shopify-import"];
    expect(await file("no")).toEqual(known);
    expect(await file("no")).toEqual(known);
    expect(await file("yes")).toEqual([...known, "true shopify-import"]);
  },
);
