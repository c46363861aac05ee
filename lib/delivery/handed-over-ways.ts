/** How data is handed over outside of Dossier. The messages under `deliver` name each. */
export const handedOverWays = ["in_person", "post", "phone", "other"] as const;
