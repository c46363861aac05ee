// Stops with one line where Node is older than package.json's engines ask for. Every script in package.json begins with it.
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const [major, minor] = engines.node.match(/\d+/g).map(Number);
const [currentMajor, currentMinor] = process.versions.node.split(".").map(Number);
if (currentMajor < major || (currentMajor === major && currentMinor < minor)) {
  process.stderr.write(
    `Dossier needs Node ${engines.node}, this is ${process.version}: install a newer one (see .nvmrc).\n`,
  );
  process.exit(1);
}
