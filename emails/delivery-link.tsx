import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the verified address: the link to the data, which does not open anything by itself. */
export default function DeliveryLink(props: EmailProps<"how" | "lifetime">) {
  return <Notice {...props} notes={[props.texts.how, props.texts.lifetime]} />;
}

DeliveryLink.PreviewProps = preview("customer", "delivery-link");
