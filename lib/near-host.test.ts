import { expect, test } from "vitest";
import { isNearHost } from "./near-host";

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
])("%j is near", (host) => {
  expect(isNearHost(host)).toBe(true);
});

test.each(["db.dossier.svc.cluster.local", "app.internal", "db.flycast"])("%s is in a private network", (host) => {
  expect(isNearHost(host)).toBe(true);
});

test.each(["mail.example.com", "8.8.8.8", "172.32.0.1", "2001:db8::1", "127.0.0.1.evil.example", "localhost.example"])(
  "%s is far",
  (host) => {
    expect(isNearHost(host)).toBe(false);
  },
);
