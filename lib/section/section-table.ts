import { describeSection, type SectionDescriptor } from "./descriptor";
import { descriptors, type OwnKey, type SectionKey, sectionKey } from "./sections";

/** The sections of one export: Dossier's, and those that its connections have of their own. */
export interface SectionTable {
  /** In the order of the archive. */
  keys: SectionKey[];
  /** Those of connections. */
  own: SectionDescriptor[];
  /** What describes a section. One that the export does not have, such as of a connection that is gone, has no fields. */
  of(section: SectionKey): SectionDescriptor;
}

/** Data that was added by hand, and what Dossier itself has, come after a connection's own sections. */
const AFTER_OWN: SectionKey[] = ["added", "requests", "messages", "emails"];

/** The table with what connections have of their own; their names are keys such as "2-tickets". */
export function sectionTable(own: SectionDescriptor[] = []): SectionTable {
  const known = new Map<string, SectionDescriptor>([
    ...Object.entries<SectionDescriptor>(descriptors).filter(([key]) => !AFTER_OWN.some((after) => after === key)),
    ...own.map((one) => [one.name, one] as const),
    ...AFTER_OWN.map((key) => [key, descriptors[key as keyof typeof descriptors]] as const),
  ]);
  return {
    keys: [...known.keys()].map((key) => sectionKey.parse(key)),
    own,
    of: (section) => known.get(section) ?? unknownSection(section as OwnKey),
  };
}

/** Dossier's sections alone. */
export const coreTable = sectionTable();

function unknownSection(name: OwnKey): SectionDescriptor {
  return describeSection({ name, fields: {}, key: [], title: [], csv: [], layout: { rows: "cards", weight: 1 } });
}
