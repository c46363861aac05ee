import { parsePointer } from "./pointer";
import { EVERY_ROW } from "./redaction";

interface Place {
  section: string;
  row: number;
  pointer: string;
}

/**
 * The redaction that withholds a place of an export. Of several it is the widest, as in the reviewed copy: the section,
 * the row, a field with all that it holds; a field of this row goes before the same field of every row. Undefined where
 * the customer will see the place.
 */
export function effectiveRedaction<R extends Place>(redactions: R[], place: Place): R | undefined {
  return redactions
    .filter((redaction) => covers(redaction, place))
    .sort((one, other) => depth(one) - depth(other) || other.row - one.row)[0];
}

/** The effective redaction of each place, for a great many of them: see `effectiveRedaction`. */
export function redactionLookup<R extends Place>(redactions: R[]): (place: Place) => R | undefined {
  const byRow = Map.groupBy(redactions, ({ section, row }) => `${section} ${row}`);
  return (place) => {
    const rows = new Set([place.row, EVERY_ROW]);
    const near = [...rows].flatMap((row) => byRow.get(`${place.section} ${row}`) ?? []);
    return near.length === 0 ? undefined : effectiveRedaction(near, place);
  };
}

function covers({ section, row, pointer }: Place, place: Place): boolean {
  if (section !== place.section || (row !== EVERY_ROW && row !== place.row)) return false;
  const steps = parsePointer(pointer);
  const wanted = parsePointer(place.pointer);
  return (
    steps.length <= wanted.length &&
    steps.every(
      (step, index) => step === wanted[index] || (row === EVERY_ROW && step === "*" && isNumber(wanted[index])),
    )
  );
}

function isNumber(step: string | undefined): boolean {
  return step === "*" || /^\d+$/.test(step ?? "");
}

function depth({ row, pointer }: Place): number {
  return pointer === "" && row === EVERY_ROW ? -1 : parsePointer(pointer).length;
}
