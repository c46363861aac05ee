import { doNothing } from "@/bench/baseline/app/actions";
import { BareForm } from "@/bench/baseline/app/bare-form";

export default function NothingPage() {
  return <BareForm action={doNothing} />;
}
