import { enums, type Key, config as openpgpDefaults, readKeys } from "openpgp";
import { UserError, type UserErrorCode } from "@/lib/error";
import { hasExpired } from "@/lib/expiry";

/** Why a key may be refused. */
export const keyRefusals = [
  "keyMalformed",
  "keyPrivate",
  "keyExpired",
  "keyRevoked",
  "keyWeak",
  "keyCannotEncrypt",
] satisfies UserErrorCode[];

/** A person's OpenPGP key that Dossier encrypts to. */
export interface PublicKey {
  /** The key alone, as it is kept: armored (RFC 9580, 6.2), without comments around it. */
  armored: string;
  /** Lower-case hex. */
  fingerprint: string;
  /** Such as "Maria Anders <maria@…>": whatever its owner wrote. */
  userIds: string[];
  /** Null where it does not expire. */
  expiresAt: Date | null;
}

/** With a photo and many signatures a key is some 50 kB; what is longer is not parsed. */
const MAX_KEY_CHARACTERS = 100_000;

/** BSI TR-02102-1 and NIST SP 800-57: a shorter key can be broken. Checking a longer one takes too long. */
const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 16_384;

const weakAlgorithms = new Set<string>(["dsa", "elgamal"]);

/** How keys are read and messages encrypted. */
export const openpgpConfig = {
  ...openpgpDefaults,
  minRSABits: MIN_RSA_BITS,
  maxUserIDLength: 1000,
  // What a message says of the program that made it: nothing.
  showVersion: false,
  showComment: false,
};

/**
 * Reads an OpenPGP public key that a person pasted, and makes sure that a message can be encrypted to it.
 * @throws UserError "keyPrivate" for a private key, which is not read any further; "keyMalformed", "keyExpired",
 * "keyRevoked", "keyWeak", "keyCannotEncrypt".
 */
export async function readPublicKey(pasted: string): Promise<PublicKey> {
  if (/BEGIN (?:[A-Z]{1,10} ){0,3}PRIVATE KEY/.test(pasted)) throw new UserError("keyPrivate");
  const key = await parse(pasted);
  if (key.isPrivate()) throw new UserError("keyPrivate");
  if (isOversized(key)) throw new UserError("keyMalformed");
  await checkPrimary(key);
  await checkEncryption(key);
  const expires = await key.getExpirationTime(undefined, openpgpConfig);
  return {
    armored: key.toPublic().armor(openpgpConfig),
    fingerprint: key.getFingerprint(),
    userIds: key.getUserIDs(),
    expiresAt: expires instanceof Date ? expires : null,
  };
}

/** The fingerprint of a key that was read before, even if it has expired since; in groups, as people compare them. */
export async function showFingerprint(armored: string): Promise<string> {
  const key = await parse(armored);
  return key
    .getFingerprint()
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, "$1 ");
}

/** Exactly one key: of several it would be unclear whose data goes to whom. */
async function parse(pasted: string): Promise<Key> {
  const armored = pasted.trim();
  if (armored.length > MAX_KEY_CHARACTERS) throw new UserError("keyMalformed");
  const keys = await readKeys({ armoredKeys: armored, config: openpgpConfig }).catch(() => []);
  const [key, ...more] = keys;
  if (!key || more.length > 0) throw new UserError("keyMalformed");
  return key;
}

async function checkPrimary(key: Key) {
  if (isWeak(key)) throw new UserError("keyWeak");
  if (await key.isRevoked(undefined, undefined, undefined, openpgpConfig).catch(() => false))
    throw new UserError("keyRevoked");
  const expires = await key.getExpirationTime(undefined, openpgpConfig).catch(() => null);
  if (expires instanceof Date && hasExpired(expires)) throw new UserError("keyExpired");
  await key.verifyPrimaryKey(undefined, undefined, openpgpConfig).catch(() => {
    throw new UserError("keyMalformed");
  });
}

async function checkEncryption(key: Key) {
  try {
    await key.getEncryptionKey(undefined, undefined, undefined, openpgpConfig);
    return;
  } catch {
    // The library says only that there is none; the reason is what helps its owner.
  }
  const able = key.subkeys.filter((subkey) => canEncrypt(subkey));
  if (able.some((subkey) => isWeak(subkey))) throw new UserError("keyWeak");
  for (const subkey of able) {
    const expires = await subkey.getExpirationTime(undefined, openpgpConfig).catch(() => null);
    if (expires instanceof Date && hasExpired(expires)) throw new UserError("keyExpired");
  }
  if (able.some((subkey) => subkey.revocationSignatures.length > 0)) throw new UserError("keyRevoked");
  throw new UserError("keyCannotEncrypt");
}

type Part = Pick<Key, "getAlgorithmInfo">;

function isWeak(part: Part): boolean {
  const { algorithm, bits } = part.getAlgorithmInfo();
  return weakAlgorithms.has(algorithm) || (bits !== undefined && bits < MIN_RSA_BITS);
}

function isOversized(key: Key): boolean {
  return key.getKeys().some((part) => (part.getAlgorithmInfo().bits ?? 0) > MAX_RSA_BITS);
}

/** Whether a subkey is one to encrypt to, going by its own signature's flags or else by its algorithm. */
function canEncrypt(subkey: Key["subkeys"][number]): boolean {
  const { algorithm } = subkey.getAlgorithmInfo();
  if (algorithm === "rsaSign" || algorithm === "dsa" || algorithm.startsWith("ed") || algorithm === "ecdsa")
    return false;
  const flags = subkey.bindingSignatures.flatMap(({ keyFlags }) => (keyFlags ? [keyFlags[0] ?? 0] : []));
  const encrypting = enums.keyFlags.encryptCommunication | enums.keyFlags.encryptStorage;
  return flags.length === 0 || flags.some((flag) => (flag & encrypting) !== 0);
}
