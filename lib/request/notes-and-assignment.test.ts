import { beforeEach, expect, test } from "vitest";
import { eventTypesOf, makeRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { assignRequest } from "./assign-request";
import { getRequest } from "./get-request";
import { addNote, deleteNote } from "./notes";

withTestDatabase();

let storeId: string;
let requestId: string;
let mara: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  requestId = (await makeRequest(storeId)).id;
  mara = await makeMember(storeId, "owner", "Mara");
});

const found = async () => {
  const request = await getRequest({ storeId, requestId });
  if (!request) throw new Error("the request is gone");
  return request;
};

test("a note is kept with its author, and only its author deletes it", async () => {
  const nils = await makeMember(storeId, "staff", "Nils");
  await addNote({ storeId, requestId, actor: mara, text: "<b>Called</b> her." });
  const [note] = (await found()).notes;
  expect(note).toMatchObject({ authorName: "Mara", text: "<b>Called</b> her." });
  const noteId = note?.id ?? "";
  expect(await outcome(deleteNote({ storeId, noteId, actor: nils }))).toBe("forbidden");
  const other = await makeStore();
  await deleteNote({ storeId: other.id, noteId, actor: mara });
  expect((await found()).notes).toHaveLength(1);
  await deleteNote({ storeId, noteId, actor: mara });
  expect(await outcome(deleteNote({ storeId, noteId, actor: mara }))).toBe("done");
  expect((await found()).notes).toEqual([]);
});

test("another store's request takes no note and no assignment", async () => {
  const other = await makeStore();
  const stranger = await makeMember(other.id, "owner", "Sam");
  expect(await outcome(addNote({ storeId: other.id, requestId, actor: stranger, text: "x" }))).toBe("invalid");
  const assignment = { storeId: other.id, requestId, actor: stranger };
  expect(await outcome(assignRequest({ ...assignment, assigneeId: stranger.id }))).toBe("invalid");
  expect(await found()).toMatchObject({ assigneeId: null, notes: [] });
});

test("a request is assigned to a member who may act on it, and each change is one event", async () => {
  const viewer = await makeMember(storeId, "viewer", "Vera");
  const assignment = { storeId, requestId, actor: mara };
  expect(await outcome(assignRequest({ ...assignment, assigneeId: viewer.id }))).toBe("invalid");
  await assignRequest({ ...assignment, assigneeId: mara.id });
  await assignRequest({ ...assignment, assigneeId: mara.id });
  expect(await found()).toMatchObject({ assigneeId: mara.id });
  await assignRequest({ ...assignment, assigneeId: null });
  await assignRequest({ ...assignment, assigneeId: null });
  expect((await found()).assigneeId).toBeNull();
  expect(await eventTypesOf(storeId, requestId)).toEqual(["request_assigned", "request_assigned"]);
});
