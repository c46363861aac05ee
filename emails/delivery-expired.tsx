import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer and the store: nobody downloaded the data before its link expired. */
export default function DeliveryExpired(props: EmailProps & { texts: { notYou?: string } }) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

DeliveryExpired.PreviewProps = preview("customer", "delivery-expired");
