import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store's owners: a removed shop's records are deleted in a few days. */
export default function ShopDeletion(props: EmailProps) {
  return <Notice {...props} />;
}

ShopDeletion.PreviewProps = preview("store", "shop-deletion");
