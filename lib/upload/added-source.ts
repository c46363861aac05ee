import type { Row } from "@/lib/section/descriptor";
import type { SectionRow } from "@/lib/section/sections";
import type { RowSource } from "@/lib/source/source";
import { type AddedItem, countAdded, listAdded, openAddedFile } from "./added-items";

/** What was added to one request by hand, as a source of its exports. */
export function addedSource({ storeId, requestId }: { storeId: string; requestId: string }): RowSource {
  return {
    name: "added-by-hand",
    // Each row has its own day.
    asOf: async () => undefined,
    collectors: {
      added: {
        count: () => countAdded({ storeId, requestId }),
        async *pages() {
          yield rowsOf(await listAdded({ storeId, requestId }));
        },
      },
    },
  };
}

function rowsOf(items: AddedItem[]): SectionRow<"added">[] {
  let files = 0;
  return items.map(({ id, system, asOf, text, fileName, fileType, sizeBytes, sha256 }) => ({
    ...{ id, system, asOf: asOf.toISOString().slice(0, 10), text },
    // The number keeps two files of one name apart.
    file: fileName && `files/${++files}-${fileName}`,
    ...{ fileType, sizeBytes, sha256 },
  }));
}

/** The bytes of the file that a row of the section names. @throws where it was removed meanwhile: the build runs again. */
export async function* readAddedFile(storeId: string, row: Row): AsyncGenerator<Uint8Array> {
  const file = await openAddedFile({ storeId, itemId: String(row.id) });
  if (!file) throw new Error("a file that was added is gone");
  yield* file.bytes;
}
