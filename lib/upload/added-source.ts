import { foldText } from "@/lib/search/fold-text";
import type { Row } from "@/lib/section/descriptor";
import type { SectionRow } from "@/lib/section/sections";
import type { RowSource } from "@/lib/source/source";
import { listSystems } from "@/lib/store/unconnected-systems";
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

/**
 * The systems that a store lists as not connected, as sources that are not searched; without those from which data was added
 * to the request by hand, under the same name.
 */
export async function unconnectedSources({
  storeId,
  requestId,
}: {
  storeId: string;
  requestId: string;
}): Promise<RowSource[]> {
  const systems = await listSystems(storeId);
  const items = systems.length > 0 ? await listAdded({ storeId, requestId }) : [];
  const added = new Set(items.map(({ system }) => foldText(system)));
  return systems
    .filter(({ name }) => !added.has(foldText(name)))
    .map(({ number, name }) => ({
      ...{ name: unconnectedSource(number), title: name, collectors: {}, notSearched: "not_connected" as const },
    }));
}

/** How manifests name a system that is not connected. */
export function unconnectedSource(number: number): string {
  return `not-connected-${number}`;
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
