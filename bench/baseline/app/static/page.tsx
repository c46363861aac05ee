/** An empty page that is built once. */
export default function StaticPage() {
  return <main>An empty page.</main>;
}
