import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the member of the store whom a colleague assigned the request. */
export default function RequestAssigned(props: EmailProps) {
  return <Notice {...props} />;
}

RequestAssigned.PreviewProps = preview("store", "request-assigned");
