import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store's owners: a shop uninstalled the app, and its records are deleted in four weeks. */
export default function ShopRemoved(props: EmailProps) {
  return <Notice {...props} />;
}

ShopRemoved.PreviewProps = preview("store", "shop-removed");
