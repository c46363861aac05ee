import { type EmailProps, Notice } from "./layout";
import { Quote } from "./parts";
import { preview } from "./preview";

/** To the customer and to the store, with the reason that the store gave. */
export default function RequestRefused(props: EmailProps) {
  return <Notice {...props} lead={<Quote text={props.reason ?? ""} />} />;
}

RequestRefused.PreviewProps = preview("customer", "request-refused");
