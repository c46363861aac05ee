import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store's owners: customers can't sign in by its OpenID Connect provider any more, since that has changed. */
export default function ProviderChanged(props: EmailProps) {
  return <Notice {...props} />;
}

ProviderChanged.PreviewProps = preview("store", "provider-changed");
