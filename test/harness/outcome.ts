import { UserError } from "@/lib/error";

/** The code of the expected error that some work ends with, or "done". */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}
