import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To a member of the store: a colleague assigned several requests to them at once. */
export default function RequestsAssigned(props: EmailProps) {
  return <Notice {...props} />;
}

RequestsAssigned.PreviewProps = preview("store", "requests-assigned");
