/** Placeholder until engineer "import" lands the demo store: take theirs whole on conflict. */
export async function seedDemo(_options: { password: string | undefined }) {
  return { storeSlug: "demo", ownerEmail: "owner@demo.example", password: "" };
}
