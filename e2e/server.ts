import path from "node:path";

/** The server that the tests run against, and the owner of its demo store. */
export const port = 3210;
export const origin = `http://localhost:${port}`;
export const dataDir = path.resolve(".data-e2e");
export const password = "correct horse battery staple";
export const owner = "owner@demo.example";
