import type { RedactableRow } from "./redact-row";
import type { Section, SectionRow } from "./rows";

/** What stands in the place of a value that was taken out: told apart from every text that a store holds. */
export class Mark {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** A row as an archive's writers take it: any field may be a mark, or hold one. */
export type ArchiveRow<S extends Section> = RedactableRow<SectionRow<S>, Mark>;

/** The mark of a row that was taken out whole: each of its fields is the same one. */
export function markOfRow(row: object): Mark | undefined {
  let whole: Mark | undefined;
  for (const value of Object.values(row)) {
    if (!(value instanceof Mark) || (whole && value !== whole)) return undefined;
    whole = value;
  }
  return whole;
}
