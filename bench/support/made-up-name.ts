/** SQL for a word of three syllables, one of about `many`, the first ones far more often. */
export function madeUpName(seed: string, many: number): string {
  const pick = `(power(abs(sin(${seed})), 2) * ${many})::int`;
  const syllable = (divisor: number) =>
    `(ARRAY['ma','ri','an','der','so','fi','el','ko','wal','ski','ta','no','ber','gu','lin','hu','ze','pa','ol','ven'])[1 + (${pick} / ${divisor}) % 20]`;
  return `${syllable(1)} || ${syllable(20)} || ${syllable(3)}`;
}
