import { spawn } from "node:child_process";
import { vi } from "vitest";

/** An OpenID Connect provider in a process of its own: test/harness/openid-provider.mjs. */
export interface TestProvider {
  host: string;
  discoveryUrl: string;
  /** JSON that is merged into what it answers at a path, and how far its clock is off, until the next call. */
  control(changes: { patches?: Record<string, object>; clockOffsetSeconds?: number }): Promise<Record<string, unknown>>;
  /**
   * What a customer's browser does there, who is, in words, `SUBJECT EMAIL VERIFIED`, or "deny".
   * @returns the address that it sends them back to.
   */
  logIn(authorizationUrl: string, who: string): Promise<URL>;
  stop(): void;
}

/** Its clients, and the secret of both. */
export const CLIENT = { clientId: "dossier", clientSecret: "s3cr3t" };

export async function startProvider(port: number, env: Record<string, string> = {}): Promise<TestProvider> {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const discoveryUrl = `${origin}/.well-known/openid-configuration`;
  const variables = { NODE_ENV: "test", PORT: String(port), ...env } as const;
  const server = spawn(process.execPath, ["test/harness/openid-provider.mjs"], { env: variables, stdio: "ignore" });
  await vi.waitFor(async () => (await fetch(discoveryUrl)).json(), 20_000);
  return {
    ...{ host, discoveryUrl },
    control: async (changes) => {
      const response = await fetch(`${origin}/control`, { method: "POST", body: JSON.stringify(changes) });
      return (await response.json()) as Record<string, unknown>;
    },
    logIn: async (authorizationUrl, who) => {
      const cookies = new Map<string, string>();
      let url = new URL(`${authorizationUrl}&${new URLSearchParams({ login_hint: who })}`);
      while (url.host === host) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(url, { redirect: "manual", headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const location = response.headers.get("location");
        if (!location) throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
        url = new URL(location, url);
      }
      return url;
    },
    stop: () => void server.kill(),
  };
}
