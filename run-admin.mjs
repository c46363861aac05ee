// Runs the admin program: the built one where `npm run build` has made it, which needs no devDependency; else its source.
import { existsSync } from "node:fs";

if (existsSync("build/admin.mjs")) await import("./build/admin.mjs");
else {
  await import("./prisma/generate.mjs");
  const { register } = await import("tsx/esm/api");
  register();
  await import("./admin.ts");
}
