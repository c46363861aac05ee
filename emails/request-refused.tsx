import { type EmailProps, Notice } from "./layout";
import { Quote } from "./parts";
import { preview } from "./preview";

/** To the customer, with what they can do, and to the store; both with the reason that the store gave. */
export default function RequestRefused(props: EmailProps & { texts: { next?: string } }) {
  return <Notice {...props} lead={<Quote text={props.reason ?? ""} />} notes={[props.texts.next]} />;
}

RequestRefused.PreviewProps = preview("customer", "request-refused");
