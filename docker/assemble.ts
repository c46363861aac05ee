import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { nodeFileTrace } from "@vercel/nft";
import { OperatorError } from "@/lib/error";

// Puts what the image holds into an empty folder, after `npm run build`: Next's standalone output, the bundled server
// and admin program with the packages that they need, and the migrations.
const target = process.argv[2];
if (!target) throw new OperatorError("usage: assemble.ts FOLDER");
await mkdir(target, { recursive: true });
// Its links name packages by their places beside them: followed, they would lead back into the folder of the build.
await cp(".next/standalone", target, { recursive: true, verbatimSymlinks: true });
// Next's own server: ours stands around it (docs/decisions/001-one-server-around-next.md).
await rm(path.join(target, "server.js"), { force: true });
// Sources that the trace took for data of theirs.
await rm(path.join(target, "lib"), { recursive: true, force: true });
await cp(".next/static", path.join(target, ".next/static"), { recursive: true });
await cp("prisma/migrations", path.join(target, "prisma/migrations"), { recursive: true });

const { fileList } = await nodeFileTrace(["build/server.mjs", "build/admin.mjs"], {
  // Next has copied what it needs of itself; followed from here it would bring its compilers.
  ignore: (file) => /^node_modules\/(?:next|typescript|esbuild|@next\/swc[^/]*)\//.test(file),
});
for (const file of fileList)
  await cp(file, path.join(target, file), { recursive: true, force: true, dereference: false, verbatimSymlinks: true });
