import { type Form, formIn, type Post } from "@/test/harness/form";

/** An answer, read whole; redirects are not followed. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** From the request's first byte to the answer's last. */
  milliseconds: number;
}

/** What keeps cookies and has a network address, as a browser does; it runs no script. */
export interface Browser {
  /** By name. A test may read, plant and take them. */
  cookies: Map<string, string>;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  /** @param headers in the place of its own; an undefined one is left out. */
  post: (post: Post, headers?: Record<string, string | undefined>) => Promise<Answer>;
  /** The form of a page, the first that holds `field`. @throws Error where there is none. */
  form: (path: string, field: string) => Promise<Form>;
}

/** A browser of a server, at a network address. */
export function openBrowser({ origin, address }: { origin: string; address: string }): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "x-forwarded-for": address, ...(cookie && { cookie }), ...init.headers };
    const start = performance.now();
    const response = await fetch(origin + path, { redirect: "manual", ...init, headers });
    const text = await response.text();
    const milliseconds = performance.now() - start;
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return { status: response.status, headers: response.headers, text, milliseconds };
  };
  const get: Browser["get"] = (path, headers = {}) => send(path, { headers });
  return {
    cookies,
    get,
    post: ({ path, body, ...post }, headers) => {
      const sent = Object.entries({ ...post.headers, origin, ...headers }).filter(([, value]) => value !== undefined);
      return send(path, { method: "POST", body, headers: Object.fromEntries(sent) as Record<string, string> });
    },
    form: async (path, field) => {
      const { status, text } = await get(path);
      return formIn(text, { path, field, status });
    },
  };
}

function keep(cookies: Map<string, string>, line: string) {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  const over = value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line);
  if (over) cookies.delete(name);
  else cookies.set(name, value);
}
