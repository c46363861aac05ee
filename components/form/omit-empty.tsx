"use client";

import { useEffect } from "react";

/** Keeps fields that are empty out of the URL of a GET form. Without scripts they are in it, and mean nothing. */
export function OmitEmpty({ form: id }: { form: string }) {
  useEffect(() => {
    const form = document.getElementById(id);
    const omit = ({ formData }: FormDataEvent) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    };
    form?.addEventListener("formdata", omit as EventListener);
    return () => form?.removeEventListener("formdata", omit as EventListener);
  }, [id]);
  return null;
}
