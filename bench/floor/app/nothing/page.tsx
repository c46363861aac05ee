import { doNothing } from "@/bench/floor/app/actions";
import { BareForm } from "@/bench/floor/app/bare-form";

export default function NothingPage() {
  return <BareForm action={doNothing} />;
}
