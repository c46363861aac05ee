import { beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/database";
import { makeMerchant, merchantEmail } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";

// The real functions run; what is counted is how often. Modules loaded before this do not call the spies.
vi.mock("./password", { spy: true });
vi.resetModules();
const { UserError } = await import("@/lib/error");
const passwords = await import("./password");
const { signIn } = await import("./sign-in-by-password");

withTestDatabase();

const PASSWORD = "a long enough password";
const BLOCK = "192.0.2.1";
let email: string;
let merchantId: string;
let passwordHash: string;

beforeEach(async () => {
  await database().query("DELETE FROM rate_limit");
  passwordHash ??= await passwords.hashPassword(PASSWORD);
  merchantId = (await makeMerchant("Owner", { passwordHash })).id;
  email = merchantEmail(merchantId);
  vi.mocked(passwords.verifyPassword).mockClear();
});

const attempt = (password: string, { as = email, from = BLOCK } = {}) =>
  signIn({ email: as, password, rateLimitKey: from }).catch((error: unknown) => error);

const code = (answer: unknown) => (answer instanceof UserError ? answer.code : undefined);

test("the right password signs in, with the address in any case and with spaces around", async () => {
  expect(await attempt(PASSWORD, { as: `  ${email.toUpperCase()} ` })).toEqual({ merchantId });
});

test("a wrong password, an unknown address and a merchant without a password look alike, and each costs one verification", async () => {
  const bareEmail = merchantEmail((await makeMerchant("Bare")).id);
  const answers = [
    await attempt("wrong password here"),
    await attempt(PASSWORD, { as: "nobody@shop.example" }),
    await attempt(PASSWORD, { as: bareEmail }),
  ];
  expect(answers.map(code)).toEqual(["signInFailed", "signInFailed", "signInFailed"]);
  const calls = vi.mocked(passwords.verifyPassword).mock.calls;
  expect(calls).toHaveLength(3);
  // Each against a hash with the same cost.
  const costs = calls.map(([hash]) => hash.split("$").slice(0, 4).join("$"));
  expect(new Set(costs)).toEqual(new Set(["$argon2id$v=19$m=19456,t=2,p=1"]));
});

test("an invalid address is refused like any other", async () => {
  for (const as of ["", "@", "a".repeat(10_000), "' OR 1=1 --", "\u0000"])
    expect(code(await attempt(PASSWORD, { as }))).toBe("signInFailed");
});

test("the sixth wrong password for an address from one client has to wait, whether the address is known or not", async () => {
  for (const as of [email, "nobody@shop.example"]) {
    for (let index = 0; index < 5; index++) expect(code(await attempt("wrong", { as }))).toBe("signInFailed");
    expect(code(await attempt("wrong", { as }))).toBe("rateLimited");
  }
  expect(code(await attempt(PASSWORD))).toBe("rateLimited");
});

test("guesses sent at the same time are counted too", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => attempt("wrong")));
  expect(answers.filter((answer) => code(answer) === "signInFailed")).toHaveLength(5);
});

test("a guesser elsewhere does not lock the owner out", async () => {
  for (let index = 0; index < 8; index++) await attempt("wrong", { from: "198.51.100.9" });
  expect(await attempt(PASSWORD)).toEqual({ merchantId });
});

test("the right password resets the count", async () => {
  for (let round = 0; round < 4; round++) {
    for (let index = 0; index < 4; index++) await attempt("wrong");
    expect(await attempt(PASSWORD)).toEqual({ merchantId });
  }
});

test("a client that goes through many addresses has to wait after fifty", async () => {
  const answers = await Promise.all(
    Array.from({ length: 52 }, (_, index) => attempt("x", { as: `n${index}@a.example` })),
  );
  expect(answers.filter((answer) => code(answer) === "rateLimited")).toHaveLength(2);
});
