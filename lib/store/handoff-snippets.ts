/** How a shop makes the link of its signed hand-off, in one language. */
export interface HandoffSnippet {
  /** As people call it. */
  language: "PHP" | "Node" | "Ruby";
  code: string;
}

/**
 * The shop's side of the signed hand-off: a function each that makes the link for a customer who is signed in. It reads the
 * secret from the variable DOSSIER_SECRET.
 * @param address the store's sign-in page.
 */
export function handoffSnippets(address: string): HandoffSnippet[] {
  return [
    { language: "PHP", code: php(address) },
    { language: "Node", code: node(address) },
    { language: "Ruby", code: ruby(address) },
  ];
}

const php = (address: string) => `<?php
function dossier_link(string $id, string $email, bool $verified): string {
    $encode = fn (string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $now = time();
    $claims = ['sub' => $id, 'email' => $email, 'email_verified' => $verified,
        'iat' => $now, 'exp' => $now + 120, 'jti' => bin2hex(random_bytes(16))];
    $signed = $encode('{"alg":"HS256","typ":"JWT"}') . '.' . $encode(json_encode($claims));
    $signature = hash_hmac('sha256', $signed, getenv('DOSSIER_SECRET'), true);
    return '${address}?token=' . $signed . '.' . $encode($signature);
}
`;

const node = (address: string) => `import { createHmac, randomUUID } from "node:crypto";

export function dossierLink(id, email, verified) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: id, email, email_verified: verified, iat: now, exp: now + 120, jti: randomUUID() };
  const signed = encode({ alg: "HS256", typ: "JWT" }) + "." + encode(claims);
  const signature = createHmac("sha256", process.env.DOSSIER_SECRET).update(signed).digest("base64url");
  return "${address}?token=" + signed + "." + signature;
}
`;

const ruby = (address: string) => `require "json"
require "openssl"
require "securerandom"

def dossier_link(id, email, verified)
  encode = ->(bytes) { [bytes].pack("m0").tr("+/", "-_").delete("=") }
  now = Time.now.to_i
  claims = { sub: id, email: email, email_verified: verified,
             iat: now, exp: now + 120, jti: SecureRandom.uuid }
  signed = encode.call('{"alg":"HS256","typ":"JWT"}') + "." + encode.call(JSON.generate(claims))
  signature = OpenSSL::HMAC.digest("SHA256", ENV["DOSSIER_SECRET"], signed)
  "${address}?token=" + signed + "." + encode.call(signature)
end
`;
