import { type EmailProps, Notice } from "./layout";
import { Digits } from "./parts";
import { preview } from "./preview";

/** To the verified address: the six digits that open the data. */
export default function DeliveryCode(props: EmailProps<"lifetime" | "notYou">) {
  const { code = "", texts } = props;
  return <Notice {...props} lead={<Digits code={code} lifetime={texts.lifetime} />} notes={[texts.notYou]} />;
}

DeliveryCode.PreviewProps = preview("customer", "delivery-code");
