import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { SignJWT } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createHandoffSecret } from "@/lib/store/handoff-secret";
import { handoffSnippets } from "@/lib/store/handoff-snippets";
import { makeConnection } from "@/test/factories/connection";
import { makeMember, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { listHandoffSources, pickHandoffSource } from "./handoff-source";
import { readHandoff } from "./read-handoff";
import { signInByHandoff } from "./sign-in-by-handoff";

withTestDatabase();

let storeId: string;
let secret: string;
const system = { kind: "system" } as const;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  secret = await createHandoffSecret(storeId, system);
});

const now = () => Math.floor(Date.now() / 1000);
const sign = (changes: object = {}, { key = secret, alg = "HS256" } = {}) => {
  const claims = {
    sub: "8104",
    email: "ada@mail.example",
    email_verified: true,
    iat: now(),
    exp: now() + 120,
    jti: "j",
  };
  return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(Buffer.from(key));
};

test("a token that is checked is told what it says, and is not used up", async () => {
  const token = await sign();
  const read = await readHandoff(storeId, token);
  expect(read).toMatchObject({ said: { sub: "8104", jti: "j" }, isFormer: false, handoff: { jti: "j" } });
  expect(await prisma().usedHandoff.count({ where: { storeId } })).toBe(0);
  expect(await signInByHandoff(storeId, token)).toMatchObject({ platformCustomerId: "8104" });
  expect(await readHandoff(storeId, token)).toMatchObject({ said: { sub: "8104" }, problem: "used" });
});

test("two secrets sign customers in during a rotation, and which of them did is said", async () => {
  const former = secret;
  secret = await createHandoffSecret(storeId, system, 24);
  const byFormer = await sign({ jti: "former" }, { key: former });
  expect(await readHandoff(storeId, byFormer)).toMatchObject({ isFormer: true, handoff: { jti: "former" } });
  expect(await readHandoff(storeId, await sign())).toMatchObject({ isFormer: false, handoff: { jti: "j" } });
  await prisma().store.updateMany({ where: { id: storeId }, data: { formerHandoffUntil: new Date() } });
  expect(await readHandoff(storeId, byFormer)).toMatchObject({ problem: "signature" });
});

test.each<[problem: string, claims: object, claim?: string]>([
  ["expired", { iat: now() - 200, exp: now() - 60 }],
  ["early", { iat: now() + 300, exp: now() + 360 }, "iat"],
  ["old", { iat: now() - 400 }],
  ["long", { exp: now() + 3600 }],
  ["claim", { iat: undefined }, "iat"],
  ["claim", { exp: undefined }, "exp"],
  ["claim", { sub: 8104 }, "sub"],
  ["claim", { email: "ada" }, "email"],
  ["claim", { jti: undefined }, "jti"],
])("a token is refused for its reason: %s %j", async (problem, claims, claim) => {
  expect(await readHandoff(storeId, await sign(claims))).toMatchObject({ problem, ...(claim && { claim }) });
});

test("what is no token, another's, or signed otherwise is refused for its reason", async () => {
  const key = "x".repeat(64);
  expect(await readHandoff(storeId, "no.token.x")).toEqual({ problem: "noToken" });
  expect(await readHandoff(storeId, `${await sign()}${"x".repeat(5000)}`)).toEqual({ problem: "noToken" });
  expect(await readHandoff(storeId, await sign({}, { key }))).toMatchObject({
    problem: "signature",
    said: { sub: "8104" },
  });
  expect(await readHandoff(storeId, await sign({}, { key: key + secret, alg: "HS512" }))).toMatchObject({
    problem: "algorithm",
  });
  await prisma().store.updateMany({ where: { id: storeId }, data: { handoffSecret: null } });
  expect(await readHandoff(storeId, await sign())).toMatchObject({ problem: "noSecret" });
});

const programs = {
  PHP: { file: "link.php", program: "/usr/bin/php", call: 'echo dossier_link("8104", "ada@mail.example", true);' },
  Node: {
    file: "link.mjs",
    program: process.execPath,
    call: 'console.log(dossierLink("8104", "ada@mail.example", true));',
  },
  Ruby: { file: "link.rb", program: "/usr/bin/ruby", call: 'puts dossier_link("8104", "ada@mail.example", true)' },
};
const ADDRESS = "https://dossier.example/s/shop/sign-in";
const runnable = handoffSnippets(ADDRESS).filter(({ language }) => existsSync(programs[language].program));

describe("snippets", () => {
  test("Node's and another are run", () => expect(runnable.map(({ language }) => language)).toContain("Node"));

  test.each(runnable)("$language's link signs a customer in", async ({ language, code }) => {
    const { file, program, call } = programs[language];
    const script = path.join(mkdtempSync(path.join(os.tmpdir(), "dossier-snippet-")), file);
    writeFileSync(script, `${code}\n${call}`);
    const link = execFileSync(program, [script], {
      encoding: "utf8",
      env: { NODE_ENV: "test", DOSSIER_SECRET: secret },
    });
    const url = new URL(link.trim());
    expect(`${url.origin}${url.pathname}`).toBe(ADDRESS);
    const identity = { platformCustomerId: "8104", email: "ada@mail.example", emailVerified: true };
    expect(await signInByHandoff(storeId, url.searchParams.get("token") ?? "")).toMatchObject(identity);
  });
});

test("an owner picks whose ids the hand-off means, among the store's own sources", async () => {
  const actor = await makeMember(storeId, "owner");
  await makeConnection(storeId, { name: "Help desk" });
  const sources = await listHandoffSources(storeId, "dossier-database");
  expect(sources).toEqual([
    { name: "dossier-database", title: undefined, isEnded: false },
    { name: "connection-1", title: "Help desk", isEnded: false },
  ]);
  await pickHandoffSource(storeId, "connection-1", actor);
  expect(await signInByHandoff(storeId, await sign())).toMatchObject({ platformSource: "connection-1" });
  for (const other of ["connection-2", "", "x"])
    expect(await outcome(pickHandoffSource(storeId, other, actor))).toBe("handoffSourceGone");
  await prisma().connection.updateMany({ where: { storeId }, data: { state: "disconnected", credentials: null } });
  expect(await listHandoffSources(storeId, "connection-1")).toMatchObject([{}, { title: "Help desk", isEnded: true }]);
  expect(await outcome(pickHandoffSource(storeId, "connection-1", actor))).toBe("handoffSourceGone");
});
