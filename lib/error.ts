/** The message of an expected error: a key under `errors` in the messages. */
export type UserErrorCode =
  | "rateLimited"
  | "signInFailed"
  | "sessionEnded"
  | "forbidden"
  | "guestsNotSupported"
  | "typeNotOffered"
  | "correctionFull"
  | "correctionStale"
  | "correctionSame"
  | "countryCode"
  | "linkInvalid"
  | "alreadyClosed"
  | "newerRequest"
  | "notReopenable"
  | "stillSearching"
  | "recordLinked"
  | "recordUndecided"
  | "dataAdded"
  | "notSearched"
  | "sourcesMissing"
  | "nothingToSearchBy"
  | "systemsNotAsked"
  | "alreadyExtended"
  | "extensionTooLate"
  | "noExtension"
  | "alreadyPaused"
  | "pauseUnknown"
  | "pauseTooLate"
  | "notPaused"
  | "exportRunning"
  | "exportGone"
  | "exportReplaced"
  | "nothingToExport"
  | "orderOfAnother"
  | "sourceSilent"
  | "recordGone"
  | "requestOfAnother"
  | "openRequest"
  | "passwordWrong"
  | "passwordWeak"
  | "passwordNamesAddress"
  | "periodOutOfRange"
  | "retentionTooShort"
  | "logoTooLarge"
  | "logoNotImage"
  | "notVerified"
  | "deliveryUnderWay"
  | "deliveryOver"
  | "approvalByAnother"
  | "reasonTextMissing"
  | "reasonTextHoldsValue"
  | "earlierReasonHoldsValue"
  | "tooManyPlaces"
  | "redactionsLost"
  | "recordRejected"
  | "exportIncomplete"
  | "sectionsNotReviewed"
  | "informationUnconfirmed"
  | "ownTextsUnconfirmed"
  | "identityMissing"
  | "identityNoteMissing"
  | "codeWrong"
  | "codeOver"
  | "codesUsedUp"
  | "downloadsUsedUp"
  | "keyMalformed"
  | "keyPrivate"
  | "keyExpired"
  | "keyRevoked"
  | "keyWeak"
  | "keyCannotEncrypt"
  | "archiveTooLarge"
  | "memberAlready"
  | "invitedAlready"
  | "invitationGone"
  | "invitationOfAnother"
  | "accountExists"
  | "slugMalformed"
  | "emailSame"
  | "emailTaken"
  | "memberGone"
  | "lastOwner"
  | "importUnderWay"
  | "importGone"
  | "importEmpty"
  | "importTooLarge"
  | "tooManyConnections"
  | "connectedAlready"
  | "connectionGone"
  | "checkFailed"
  | "scopeMissing"
  | "recordOfAnother"
  | "rightRefused"
  | "erasersMissing"
  | "erasersFailed"
  | "shopRecordsGone"
  | "credentialsIncomplete"
  | "handoffSourceGone"
  | "openidOff"
  | "openidChanged"
  | "openidUnreachable"
  | "openidSecret"
  | "openidConnect"
  | "openidOver"
  | "openidDenied"
  | "openidNoEmail"
  | "openidClock"
  | "openidFailed"
  | "nothingSelected"
  | "tooManySelected"
  | "undoOver"
  | "asOfInFuture"
  | "tooManyTexts"
  | "tooManyFiles"
  | "tooManyMessageFiles"
  | "tooManyMessages"
  | "answerEmpty"
  | "noFileChosen"
  | "longMessageTooLong"
  | "questionMissing"
  | "messagesOver"
  | "messagesLocked"
  | "agentNameMissing"
  | "agentNameTooLong"
  | "proofImpossible"
  | "proofTriesUsed"
  | "proofIncomplete"
  | "proofKindMissing"
  | "tooManyTemplates"
  | "templateGone"
  | "fileEmpty"
  | "fileTooLarge"
  | "fileNotWhatItSays"
  | "fileTypeUnknown"
  | "imageBroken"
  | "imageTooLarge"
  | "erasureApproved"
  | "erasureStarted"
  | "erasureChanged"
  | "erasurePlanned"
  | "erasureHeld"
  | "erasureSearching"
  | "erasureOtherRequest"
  | "erasureExport"
  | "erasureDelivery"
  | "erasureUnfinished"
  | "invalid";

/**
 * An expected error, shown to the user in their language. Of any other error the user sees only an id,
 * under which it is logged.
 */
export class UserError extends Error {
  constructor(
    readonly code: UserErrorCode,
    /** Values for placeholders in the message, such as `minutes`. */
    readonly values: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/**
 * Breaks off a download that is no longer allowed. It is intended and no failure: the name is the one that Next's pipe
 * and Node's streams take for a cancellation, so that they close the connection and log nothing.
 */
export class DownloadEndedError extends Error {
  override readonly name = "AbortError";

  constructor() {
    super("the download has ended");
  }
}

/** A mistake of the operator, on the command line or at the start: its message is the one line to show. */
export class OperatorError extends Error {}

/** Whether the database refused a row because a unique index has one like it (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === "P2002" || code === "23505";
}

/**
 * Whether no database answered a statement: the connection broke or none could be made (no SQLSTATE; class 08), or the
 * server stops, starts or takes no more connections (57P01 to 57P03, 53300).
 */
export function isDatabaseAway(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code ?? "";
  // A digit: EPIPE is no SQLSTATE.
  return !/^(?=.*\d)[0-9A-Z]{5}$/.test(code) || /^(08...|57P0[123]|53300)$/.test(code);
}

/**
 * Does work that a unique index may refuse, and repeats it if another was faster: the loser then finds the winner's row.
 * @param isLost whether an error means that another was faster.
 */
export async function retryAfterRace<T>(work: () => Promise<T>, isLost = isUniqueViolation): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error) || attempt === 5) throw error;
    }
  }
}
