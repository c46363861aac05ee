import { expect, test } from "vitest";
import { MAX_EMAILED_BYTES } from "@/lib/delivery/delivery-policy";
import { DeliveryMethod } from "@/prisma/generated/enums";
import { linkMethods, methods } from "./registry";

const now = new Date("2026-03-01T12:00:00Z");
const inAWeek = new Date("2026-03-08T12:00:00Z");
const expiresAt = new Date("2026-03-31T12:00:00Z");
const small = { sizeBytes: 1000n, expiresAt };
const large = { sizeBytes: BigInt(MAX_EMAILED_BYTES) + 1n, expiresAt };

test("every method that the database knows has a row, in the order in which they are offered", () => {
  expect(Object.keys(methods)).toEqual(Object.values(DeliveryMethod));
  expect(linkMethods).toEqual(["link", "encrypted_email"]);
});

test.each([
  ["link", { ...small, publicKey: null }, { expiresAt: inAWeek, email: "link" }],
  ["encrypted_email", { ...small, publicKey: null }, { expiresAt: inAWeek, email: "link" }],
  ["encrypted_email", { ...small, publicKey: "KEY" }, { expiresAt: inAWeek, email: "encrypted" }],
  ["encrypted_email", { ...large, publicKey: "KEY" }, { expiresAt: inAWeek, email: "link", tooLarge: true }],
  ["password_zip", { ...large, publicKey: null }, { expiresAt, email: null }],
] as const)("%s of %o starts with %o", (method, archive, expected) => {
  expect(methods[method].start(archive, now)).toEqual(expected);
});

test.each([
  ["link", { export: true, verifiedEmail: true }, "never", "sendLinkAgain", "archive"],
  ["password_zip", { export: true, verifiedEmail: false }, "merchant", "markAsSent", null],
  ["encrypted_email", { export: true, verifiedEmail: true }, "email", "sendLinkAgain", "page"],
  ["outside", { export: false, verifiedEmail: false }, "choice", null, null],
] as const)(
  "%s needs %o, is completed by %s, offers %s and its link opens %s",
  (method, needs, completedBy, action, opens) => {
    expect(methods[method]).toMatchObject({ needs, completedBy, merchant: { action }, customer: { linkOpens: opens } });
  },
);
