import { type EmailProps, Notice } from "./layout";
import { Digits } from "./parts";
import { preview } from "./preview";

/** To the request's address: the six digits that open its messages. */
export default function MessageCode(props: EmailProps<"lifetime" | "notYou">) {
  const { code = "", texts } = props;
  return <Notice {...props} lead={<Digits code={code} lifetime={texts.lifetime} />} notes={[texts.notYou]} />;
}

MessageCode.PreviewProps = preview("customer", "message-code");
