import { type Form, formIn, type Post } from "./form";

/** An answer, read whole; redirects are not followed. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** From the request's first byte to the answer's last. */
  milliseconds: number;
}

/** A client with cookies and a network address, like a browser that runs no script. */
export interface HttpBrowser {
  /** By name. A test may read, plant and take them. */
  cookies: Map<string, string>;
  /** The Cookie header that it sends. */
  cookieHeader: () => string;
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  /** @param headers override its own; an undefined one is left out. */
  post: (post: Post, headers?: Record<string, string | undefined>) => Promise<Answer>;
  /** The first form of a page that holds `field`. @throws Error where there is none. */
  form: (path: string, field: string) => Promise<Form>;
}

interface Options {
  origin: string;
  /** Its network address, sent as X-Forwarded-For. */
  address: string;
  userAgent?: string;
}

export function openBrowser({ origin, address, userAgent }: Options): HttpBrowser {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> => {
    const cookie = cookieHeader();
    const own = {
      "x-forwarded-for": address,
      ...(cookie && { cookie }),
      ...(userAgent && { "user-agent": userAgent }),
    };
    const headers = { ...own, ...init.headers };
    const start = performance.now();
    const response = await fetch(origin + path, { redirect: "manual", ...init, headers });
    const text = await response.text();
    const milliseconds = performance.now() - start;
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return { status: response.status, headers: response.headers, text, milliseconds };
  };
  const get: HttpBrowser["get"] = (path, headers = {}) => send(path, { headers });
  return {
    cookies,
    cookieHeader,
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
  const expired = value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(line);
  if (expired) cookies.delete(name);
  else cookies.set(name, value);
}
