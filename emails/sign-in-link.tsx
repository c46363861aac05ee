import { type FrameProps, Layout } from "./layout";
import { Action, Paragraph, SmallPrint } from "./parts";
import { previewFrame } from "./preview-frame";

export interface SignInLinkProps {
  frame: FrameProps;
  intro: string;
  action: { name: string; url: string; fallback: string };
  lifetime: string;
  notYou: string;
}

/** A customer's way in without a password. */
export default function SignInLink({ frame, intro, action, lifetime, notYou }: SignInLinkProps) {
  return (
    <Layout frame={frame}>
      <Paragraph>{intro}</Paragraph>
      <Action frame={frame} {...action} />
      <SmallPrint>{lifetime}</SmallPrint>
      <SmallPrint>{notYou}</SmallPrint>
    </Layout>
  );
}

SignInLink.PreviewProps = {
  frame: previewFrame("Sign in"),
  intro: "Press the button to sign in and see your data requests to Northwind Traders.",
  action: {
    name: "Sign in",
    url: "https://privacy.northwind.example/s/northwind/sign-in?link=EXAMPLE",
    fallback: "If the button does nothing, open this address:",
  },
  lifetime: "The link is valid for 60 minutes and works once.",
  notYou: "If you did not ask for it, leave this e-mail alone: nobody is signed in without it.",
} satisfies SignInLinkProps;
