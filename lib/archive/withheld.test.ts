import { expect, test } from "vitest";
import { EVERY_ROW, type RedactionReason } from "@/lib/section/redaction";
import { coreTable } from "@/lib/section/section-table";
import type { ArchiveFacts } from "./archive-facts";
import { withheldHtml, withheldList } from "./withheld";

const cited: Record<RedactionReason, string> = {
  other_person: "another person’s data · GDPR, Article 15(4): the rights of others",
  trade_secret: "a trade secret · GDPR, Article 15(4) and recital 63",
  legal_privilege: "legal privilege · GDPR, Article 23, with national law on legal privilege",
  security: "security · GDPR, Article 32: the security of the store’s systems",
  other: "kept by our lawyers",
};

test.each(Object.entries(cited) as [RedactionReason, string][])(
  "what is withheld for %s cites its own legal basis, and what the customer can do",
  (reason, text) => {
    const reasonText = reason === "other" ? "kept by our lawyers" : null;
    const redaction = { section: "profile", row: EVERY_ROW, pointer: "/phone", reason, reasonText } as const;
    const withheld = withheldList([redaction], "en");
    const html = withheldHtml({ locale: "en", table: coreTable } as ArchiveFacts, {
      searches: [],
      sources: [],
      withheld,
      leftOut: [],
    });
    expect(html).toContain(`<td>${text}</td>`);
    expect(html).toContain("GDPR, Articles 12(4), 77 and 79");
  },
);
