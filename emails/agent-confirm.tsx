import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the person's address: whether the agent who made a request acts for them. */
export default function AgentConfirm(props: EmailProps<"notYou">) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

AgentConfirm.PreviewProps = preview("customer", "agent-confirm");
