import { expect, test } from "vitest";
import { isPrivateHost, readVariables } from "./env-variables";

test.each([
  "localhost",
  "127.0.0.1",
  "::1",
  "[::1]",
  "10.1.2.3",
  "172.20.0.2",
  "192.168.0.9",
  "fd00::1",
  "postgres",
  "",
  "db.dossier.svc.cluster.local",
  "app.internal",
  "db.flycast",
])("%j is private", (host) => {
  expect(isPrivateHost(host)).toBe(true);
});

test.each(["mail.example.com", "8.8.8.8", "172.32.0.1", "2001:db8::1", "127.0.0.1.evil.example", "localhost.example"])(
  "%s is public",
  (host) => {
    expect(isPrivateHost(host)).toBe(false);
  },
);

test.each([
  ["?sslmode=require", "?sslmode=verify-full"],
  ["?connect_timeout=5&sslmode=verify-ca&sslrootcert=a", "?connect_timeout=5&sslmode=verify-full&sslrootcert=a"],
  ["?sslmode=prefer", "?sslmode=verify-full"],
  ["?sslmode=verify-full", "?sslmode=verify-full"],
  ["?sslmode=disable", "?sslmode=disable"],
  ["?uselibpqcompat=true&sslmode=require", "?uselibpqcompat=true&sslmode=require"],
  ["", ""],
])("an address that ends in %j says what pg does: %j", (written, meant) => {
  const address = "postgresql://dossier@localhost/dossier";
  expect(readVariables({ DATABASE_URL: address + written }).DATABASE_URL).toBe(address + meant);
});

test.each([
  ["helpdesk.internal:8080", ["helpdesk.internal:8080"]],
  ["Desk:80, 10.1.2.3:443,[FD00::1]:9000", ["desk:80", "10.1.2.3:443", "[fd00::1]:9000"]],
  ["0x7f.1:3000", ["127.0.0.1:3000"]],
  [undefined, []],
])("private sources: %j", (written, hosts) => {
  expect(readVariables({ ALLOW_PRIVATE_SOURCES: written }).ALLOW_PRIVATE_SOURCES).toEqual(hosts);
});

test.each([
  "helpdesk.internal",
  "desk:0",
  "desk:70000",
  "http://desk:80",
  "desk:80/",
  "desk:80,",
  "a b:80",
  "*:80",
  "1.2.3.4.5:80",
])("%j names no private source", (written) => {
  expect(() => readVariables({ ALLOW_PRIVATE_SOURCES: written })).toThrow(/^ALLOW_PRIVATE_SOURCES is malformed: /);
});
