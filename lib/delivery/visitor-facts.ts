import Bowser from "bowser";
import { shortAddress } from "@/lib/client-address";

/** What the history keeps of a customer's browser: enough to recognise, too little to find them. */
export type VisitorFacts = { network?: string; browser?: string };

/** Shortens an address to its network, and a User-Agent header to words such as "Chrome on Android". */
export function visitorFacts(address: string | null, userAgent: string | null): VisitorFacts {
  const network = address ? shortAddress(address) : undefined;
  const browser = userAgent ? browserOf(userAgent) : undefined;
  return { ...(network && { network }), ...(browser && { browser }) };
}

/** Only names that bowser knows: the header itself may say anything. */
function browserOf(userAgent: string): string | undefined {
  const parser = Bowser.getParser(userAgent.slice(0, 500));
  const known = Object.values(Bowser.BROWSER_MAP).includes(parser.getBrowserName());
  const browser = known ? parser.getBrowserName() : undefined;
  const system = Object.values(Bowser.OS_MAP).includes(parser.getOSName()) ? parser.getOSName() : undefined;
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system;
}
