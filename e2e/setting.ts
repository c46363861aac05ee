import path from "node:path";

/** Where the server of the stories stands, and who owns its demo store. */
export const port = 3210;
export const origin = `http://localhost:${port}`;
export const dataDir = path.resolve(".data-e2e");
export const password = "correct horse battery staple";
export const owner = "owner@demo.example";
