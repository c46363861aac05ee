import { type EmailProps, Notice } from "./layout";
import { Quote } from "./parts";
import { preview } from "./preview";

/** To the customer and to the store: when the answer is due now, and why later. */
export default function RequestExtended(props: EmailProps) {
  return <Notice {...props} lead={<Quote text={props.reason ?? ""} />} />;
}

RequestExtended.PreviewProps = preview("customer", "request-extended");
