import type { ArchiveRow } from "@/lib/section/mark";
import type { CustomerSource, Subject } from "@/lib/source/source";
import type { ArchiveRows } from "./archive-rows";
import { collectSection } from "./collect-section";
import { secretsLeaver } from "./strip-secrets";

/** The rows that a store holds on a person now, without secrets. A section that cannot be read costs no other. */
export function collectedRows(from: {
  source: CustomerSource;
  subject: Subject;
  signal: AbortSignal;
  exportId: string;
}): ArchiveRows {
  const secrets = secretsLeaver();
  return {
    async read(section, write) {
      const { rows, failure } = await collectSection(from, section, (page, count) =>
        write(page.map((row) => secrets.leaveOut(section, row)) as ArchiveRow<typeof section>[], count),
      );
      return { source: from.source.name, section, rows, failure };
    },
    withheld: () => undefined,
    redactions: [],
    leftOut: secrets.leftOut,
  };
}
