import path from "node:path";

/** The server that this worker's tests run against, and the owner of its demo store. */
const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0);
export const port = 3210 + worker;
/** Where it may reach a live source, though that is in a private network. */
export const sourcePort = 3310 + worker;
export const origin = `http://localhost:${port}`;
export const dataDir = path.resolve(`.data-e2e-${worker}`);
export const password = "correct horse battery staple";
export const owner = "owner@demo.example";
