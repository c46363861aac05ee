import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store: Shopify passed on what its merchant asked for in Shopify's admin, or what a customer's erasure there brings. */
export default function RequestForwarded(props: EmailProps) {
  return <Notice {...props} />;
}

RequestForwarded.PreviewProps = preview("store", "request-forwarded");
