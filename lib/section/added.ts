import { describeSection } from "./descriptor";
import { code, date, file, id, nullable, number, text } from "./field";

/** Data that the store's staff added by hand, from systems that Dossier does not read: a text or a file each. */
export const added = describeSection({
  name: "added",
  about: "Data that the store added by hand, from systems that are not connected; not there where it added none",
  isOptional: true,
  fields: {
    id: id({ about: "The same from one export to the next" }),
    system: text({ about: "The system that the data are from, as the store calls it" }),
    asOf: date({ about: "The day of which the data are" }),
    text: nullable(text()),
    file: nullable(file({ about: "The file's path in this archive" })),
    fileType: nullable(code({ words: "fileType" })),
    sizeBytes: nullable(number()),
    sha256: nullable(id({ about: "Of the file, in lowercase hex" })),
  },
  key: ["id"],
  title: [["system"]],
  csv: ["id", "system", "asOf", "text", "file", "fileType", "sizeBytes", "sha256"],
  layout: { rows: "cards", weight: 12, heading: ["system"] },
});
