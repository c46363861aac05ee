import { requiredText } from "@/lib/store/typed-text";

/** The most characters of each of a correction's texts. */
export const MAX_CORRECTION_LENGTH = 5000;

/** What a customer says is wrong in their data, and what is right. */
export interface Correction {
  wrong: string;
  right: string;
}

/** The fields of a correction, each with its own message where it is missing or too long. */
export const correctionFields = {
  wrong: requiredText(MAX_CORRECTION_LENGTH, "wrongMissing", "wrongTooLong"),
  right: requiredText(MAX_CORRECTION_LENGTH, "rightMissing", "rightTooLong"),
};
