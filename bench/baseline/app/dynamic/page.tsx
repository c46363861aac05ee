import { connection } from "next/server";

/** An empty page that is rendered for each request. */
export default async function DynamicPage() {
  await connection();
  return <main>An empty page.</main>;
}
