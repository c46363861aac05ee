import { type Algorithm, hash, verify } from "@node-rs/argon2";

/** The shortest password accepted: NIST SP 800-63B asks for length rather than for kinds of characters. */
export const PASSWORD_MIN_LENGTH = 12;

/** argon2id hash of a merchant's password, in the PHC text format, which names its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(normalize(password), PARAMETERS);
}

/** Whether a password belongs to a hash of `hashPassword`; false for a hash of any other kind. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, normalize(password));
  } catch {
    return false;
  }
}

// OWASP's password storage cheat sheet: argon2id with 19 MiB, 2 passes, 1 lane.
const PARAMETERS = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Keyboards differ in how they write one letter: NIST SP 800-63B, 5.1.1.2, asks for one form. */
function normalize(password: string): string {
  return password.normalize("NFKC");
}
