/** What takes the place of a value that is withheld. A class, so that no text in a store's data can pass for it. */
export class RedactionMarker {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** The marker of a row that is withheld whole: all of its fields hold the same one. */
export function rowMarker(row: object): RedactionMarker | undefined {
  let whole: RedactionMarker | undefined;
  for (const value of Object.values(row)) {
    if (!(value instanceof RedactionMarker) || (whole && value !== whole)) return undefined;
    whole = value;
  }
  return whole;
}
