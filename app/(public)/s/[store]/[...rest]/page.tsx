import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
import { pageTitle } from "@/app/page-title";

export const generateMetadata = pageTitle("notFound", "title");

/** Every path of a store that is no other page's. */
export default async function UnknownPage({ params }: PageProps<"/s/[store]/[...rest]">) {
  return <PageNotFound store={(await params).store} />;
}
