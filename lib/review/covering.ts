import { EVERY_ROW } from "@/lib/export/redaction";
import { pointerSteps } from "./pointer";

interface Place {
  section: string;
  row: number;
  pointer: string;
}

/**
 * The widest redaction that takes out a place of an export: its section before its row, its row before
 * a column, a column before the value itself. Undefined where the customer will read it.
 */
export function coveringRedaction<R extends Place>(redactions: R[], place: Place): R | undefined {
  return redactions.filter((redaction) => covers(redaction, place)).sort((one, other) => width(other) - width(one))[0];
}

function covers({ section, row, pointer }: Place, place: Place): boolean {
  if (section !== place.section || (row !== EVERY_ROW && row !== place.row)) return false;
  const steps = pointerSteps(pointer);
  const wanted = pointerSteps(place.pointer);
  return (
    steps.length <= wanted.length &&
    steps.every((step, index) => step === wanted[index] || (row === EVERY_ROW && step === "*" && isNumber(wanted[index])))
  );
}

function isNumber(step: string | undefined): boolean {
  return step === "*" || /^\d+$/.test(step ?? "");
}

function width({ row, pointer }: Place): number {
  if (pointer === "") return row === EVERY_ROW ? 3000 : 2000;
  return (row === EVERY_ROW ? 1000 : 0) - pointerSteps(pointer).length;
}
