import { getTranslations } from "next-intl/server";
import { Field } from "@/components/form/field";
import { PASSWORD_MIN_LENGTH } from "@/lib/sign-in/password";

/** Where a merchant chooses a password; what it must be is in lib/sign-in/password-rule.ts. */
export async function NewPasswordField({ label }: { label: string }) {
  const t = await getTranslations("merchantSignIn");
  return (
    <Field
      name="password"
      label={label}
      hint={t("newPasswordHint")}
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD_MIN_LENGTH}
      required
    />
  );
}
