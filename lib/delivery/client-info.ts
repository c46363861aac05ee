import Bowser from "bowser";
import { CLIENT_ADDRESS_HEADER, shortenAddress } from "@/lib/http/client-address";

/** What the history keeps of a customer's browser: enough to recognize it, too little to find them. */
export type ClientInfo = { network?: string; browser?: string };

/** Someone who opens one of a store's deliveries. */
export interface Visitor {
  storeId: string;
  /** What rate limits count them by. */
  rateLimitKey: string;
  client: ClientInfo;
}

/** Shortens a request's address to its network, and its User-Agent header to words such as "Chrome on Android". */
export function clientInfo(headers: { get(name: string): string | null }): ClientInfo {
  const [address, userAgent] = [headers.get(CLIENT_ADDRESS_HEADER), headers.get("user-agent")];
  const network = address ? shortenAddress(address) : undefined;
  const browser = userAgent ? browserOf(userAgent) : undefined;
  return { ...(network && { network }), ...(browser && { browser }) };
}

/** Only names that bowser knows: the header itself may hold anything. */
function browserOf(userAgent: string): string | undefined {
  const parser = Bowser.getParser(userAgent.slice(0, 500));
  const known = Object.values(Bowser.BROWSER_MAP).includes(parser.getBrowserName());
  const browser = known ? parser.getBrowserName() : undefined;
  const system = Object.values(Bowser.OS_MAP).includes(parser.getOSName()) ? parser.getOSName() : undefined;
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system;
}
