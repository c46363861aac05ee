// An OpenID Connect provider of its own process: oidc-provider with two clients. POST /control changes it:
// `patches` (JSON merged into the answers of a path) and `clockOffsetSeconds`; GET /control says what its last tokens were.
import http from "node:http";
import { Provider } from "oidc-provider";

const origin = `http://127.0.0.1:${process.env.PORT}`;
const realNow = Date.now;
const accounts = new Map();
let control = {};
let lastTokens = {};

const client = (client_id) => ({ client_id, client_secret: "s3cr3t", redirect_uris: ["http://127.0.0.1/"] });
const provider = new Provider(origin, {
  clients: [client("dossier"), client("another")],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: process.env.CLAIMS !== "userinfo" ? false : undefined,
  cookies: { keys: ["test"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...accounts.get(accountId) }) }),
  interactions: { url: (_context, { uid }) => `/login/${uid}` },
  pkce: { required: () => true },
});
provider.Client.prototype.redirectUriAllowed = () => true;
const answer = provider.callback();

http
  .createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", origin);
    if (pathname === "/control") return await answerControl(request, response);
    if (pathname.startsWith("/login/")) return await logIn(request, response);
    // It asks who it is each time, whoever was logged in before.
    if (pathname === "/auth") delete request.headers.cookie;
    patch(response, pathname);
    await answer(request, response);
  })
  .listen(Number(process.env.PORT), "127.0.0.1");

async function answerControl(request, response) {
  if (request.method === "POST") {
    control = JSON.parse(await bodyOf(request));
    Date.now = () => realNow() + (control.clockOffsetSeconds ?? 0) * 1000;
  }
  response.setHeader("content-type", "application/json").end(JSON.stringify(lastTokens));
}

/** Signs in whom `login_hint`, or the form, names: `SUBJECT EMAIL VERIFIED`, of which the last two may be left out. */
async function logIn(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const typed =
    request.method === "POST" ? new URLSearchParams(await bodyOf(request)).get("account") : params.login_hint;
  if (!typed) {
    const form = '<form method="post"><label>Account <input name="account"></label><button>Log in</button></form>';
    return response
      .setHeader("content-type", "text/html")
      .end(`<!doctype html><html lang="en"><title>Log in</title>${form}`);
  }
  if (typed === "deny") return await provider.interactionFinished(request, response, { error: "access_denied" });
  const [accountId, email, verified] = typed.split(" ");
  accounts.set(accountId, email ? { email, email_verified: verified ? JSON.parse(verified) : undefined } : {});
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope("openid email");
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId, remember: false }, consent });
}

function patch(response, pathname) {
  const end = response.end.bind(response);
  response.end = (body, ...rest) => {
    if (body === undefined || !String(response.getHeader("content-type")).includes("json")) return end(body, ...rest);
    const answered = JSON.parse(String(body));
    if (pathname === "/token") lastTokens = answered;
    const patched = JSON.stringify({ ...answered, ...control.patches?.[pathname] });
    response.setHeader("content-length", Buffer.byteLength(patched));
    return end(patched);
  };
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
