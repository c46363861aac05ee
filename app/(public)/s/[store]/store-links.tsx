"use client";

import { useParams } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";

/** Links to a store's requests page and to one's own requests, for a page that is not told its store. */
export function StoreLinks({ requestPage, account }: { requestPage: string; account: string }) {
  const { store } = useParams<{ store: string }>();
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href={`/s/${store}`} look="primary">
        {requestPage}
      </ButtonLink>
      <ButtonLink href={`/s/${store}/account`}>{account}</ButtonLink>
    </div>
  );
}
