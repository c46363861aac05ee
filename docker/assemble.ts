import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { nodeFileTrace } from "@vercel/nft";
import { OperatorError } from "@/lib/error";

// Copies the contents of the image into an empty folder, after `npm run build`: Next's standalone output, the bundled
// server and admin program with the packages that they need, and the migrations.
const target = process.argv[2];
if (!target) throw new OperatorError("usage: assemble.ts FOLDER");
await mkdir(target, { recursive: true });
// Its symbolic links are relative: dereferenced, they would point back into the build folder.
await cp(".next/standalone", target, { recursive: true, verbatimSymlinks: true });
// Next's own server, which ours replaces (docs/decisions/001-one-server-around-next.md).
await rm(path.join(target, "server.js"), { force: true });
// Sources that the trace mistook for data files.
await rm(path.join(target, "lib"), { recursive: true, force: true });
await cp(".next/static", path.join(target, ".next/static"), { recursive: true });
await cp("prisma/migrations", path.join(target, "prisma/migrations"), { recursive: true });

const { fileList } = await nodeFileTrace(["build/server.mjs", "build/admin.mjs"], {
  // Next's own files are in its standalone output; traced from here they would include its compilers.
  ignore: (file) => /^node_modules\/(?:next|typescript|esbuild|@next\/swc[^/]*)\//.test(file),
});
for (const file of fileList)
  await cp(file, path.join(target, file), { recursive: true, force: true, dereference: false, verbatimSymlinks: true });
