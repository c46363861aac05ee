import { UserError } from "@/lib/error";

/** What is known of who asks. */
export interface Person {
  emailNormalized: string;
  /** Proved, or about to be: a guest's request waits for the proof. */
  emailVerified: boolean;
  platformCustomerId?: string;
}

/**
 * Who asks, as one word that is the same for the same person: at most one request of it is live.
 * An account whose address nobody vouches for goes by its own id, so that whoever registers under
 * another's address cannot stand in the owner's way.
 * @throws UserError "sessionEnded" for someone who is neither.
 */
export function personKey({ emailNormalized, emailVerified, platformCustomerId }: Person): string {
  if (emailVerified) return `email:${emailNormalized}`;
  if (!platformCustomerId) throw new UserError("sessionEnded");
  return `platform:${platformCustomerId}`;
}
