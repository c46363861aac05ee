import type { HandoverChannel } from "@/lib/delivery/delivery-policy";

/** One way for a customer to get an export: a file in this folder, and a row in registry.ts. */
export interface Method {
  /** What has to be there before a merchant can choose it. */
  needs: { export: boolean; verifiedEmail: boolean };
  /** What the dialog asks for besides, and the delivery keeps. */
  fields: readonly (keyof MethodFields)[];
  /** How it starts once its archive is ready. */
  start(archive: ReadyArchive, now: Date): Start;
  /**
   * What completes it: the merchant's choice itself, the merchant when they have sent the data, or the email that
   * holds the data; "never" where it stays open for further downloads until it expires.
   */
  completedBy: "choice" | "merchant" | "email" | "never";
  /** What the merchant sees. */
  merchant: {
    /** The notice after choosing it, a key of the messages under `flash`. */
    notice: "deliveryChosen" | "zipChosen" | "handedOver";
    /** What the merchant can do while it is live. */
    action: "sendLinkAgain" | "markAsSent" | null;
  };
  /** What the customer sees. */
  customer: {
    /** What its link opens: the archive, or the page that asks for an OpenPGP key; null without a link. */
    linkOpens: "archive" | "page" | null;
    /** The words on the customer's own page, a key of the messages under `account.deliveries`. */
    words: "link" | "zip" | "handed";
  };
}

/** What the dialog may ask for besides the method. */
export interface MethodFields {
  /** The customer's OpenPGP key, armored, as `readPublicKey` gave it. */
  publicKey?: string | undefined;
  handedOverHow?: HandoverChannel | undefined;
  handedOverNote?: string | undefined;
  /** Plain text to the customer: see `typedMessage` of lib/store/typed-text.ts. */
  message?: string | undefined;
}

/** What is about to be delivered. */
interface ReadyArchive {
  sizeBytes: bigint;
  /** When the export would expire by itself. */
  expiresAt: Date;
  /** The key that the merchant gave, armored. */
  publicKey: string | null;
}

interface Start {
  expiresAt: Date;
  /** The email that goes to the customer at once: the link, the data itself, encrypted, or none. */
  email: "link" | "encrypted" | null;
  /** Whether a key was given, and the archive is too large for an email. */
  tooLarge?: boolean;
}
