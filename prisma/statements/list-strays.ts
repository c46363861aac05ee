import { readExceptions } from "./exceptions";
import { findStrays } from "./find-strays";

/** The statements that leave a store out, but for the exceptions of ARCHITECTURE.md: what is missing, then the text. */
export async function listStrays(statements: Iterable<string>): Promise<string[]> {
  const exceptions = readExceptions();
  const astray: string[] = [];
  for (const statement of statements) {
    const strays = await findStrays(statement, exceptions);
    if (strays.length > 0) astray.push(`${strays.join("; ")}: ${statement}`);
  }
  return astray;
}
