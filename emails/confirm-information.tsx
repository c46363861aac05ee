import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store's owners: a request waits for them to confirm the information that comes with each copy. */
export default function ConfirmInformation(props: EmailProps) {
  return <Notice {...props} />;
}

ConfirmInformation.PreviewProps = preview("store", "confirm-information");
