import { expect, test } from "vitest";
import { valueMatcher } from "./value-matcher";

/** Which of some texts hold a value. */
const held = (matches: ReturnType<typeof valueMatcher>, texts: string[]) => texts.filter((text) => matches(text));

test("a phone number is found with and without its country's code and zeros, in a field and in a text", () => {
  const same = [
    ...["+49 171 2345678", "0171 2345678", "0171/234 56 78", "171 2345678", "49 171 2345678", "0049 (0)171 2345678"],
    ...[
      "+49 (0) 171-23 45 678",
      "４９１７１２３４５６７８",
      "٠١٧١٢٣٤٥٦٧٨",
      "0171\u00a02345\u200b678",
      "tel:+49-171-2345678",
    ],
    ...["Ring 0171 - 234 56 78 or write", "0171 2345678, 0171 2345679", "?phone=%2B49171%202345678", "0171\n2345678"],
    ...["0171&#32;2345678", "ext. 12: 0171 2345678-12"],
  ];
  const other = ["+43 171 2345678", "0171 23456789", "1712345", "40171 2345678", "0171 2345679", "", "171 234 56 7"];
  for (const written of ["+49 171 2345678", "0049 171 2345678", "491712345678"])
    expect(held(valueMatcher(written, "phone"), [...same, ...other]), written).toEqual(same);
  expect(held(valueMatcher("0171 2345678", "phone", "DE"), [...same, ...other])).toEqual(same);
  // Where the country is unknown, it may be any.
  expect(held(valueMatcher("0171 2345678", "phone"), [...same, ...other])).toEqual([
    ...same,
    "+43 171 2345678",
    "40171 2345678",
  ]);
  expect(held(valueMatcher("8 (912) 345-67-89", "phone", "RU"), ["+7 912 3456789", "9123456789"])).toHaveLength(2);
  expect(held(valueMatcher("+39 06 1234567", "phone"), ["06 1234567", "0039061234567"])).toHaveLength(2);
  expect(valueMatcher("+49 171 2345678", "phone")("0171 2345678")).toBe("whole");
  expect(valueMatcher("+49 171 2345678", "phone")("My number: 0171 2345678")).toBe("part");
  // In a platform's own field, a number is told by its look.
  expect(valueMatcher("0171 2345678")("+49 171 2345678")).toBe("whole");
  expect(valueMatcher("n/a", "phone")("N/A")).toBe("whole");
  expect(valueMatcher("110", "phone")("+49 110")).toBe("part");
});

test("an email address is found in any case and in both forms of its domain, and no address that only ends like it", () => {
  const same = [
    "anna@bücher.example",
    "Anna@xn--bcher-kva.example",
    "ANNA@BÜCHER.EXAMPLE",
    "mailto:anna@bücher.example.",
  ];
  const decomposed = "anna@bücher.example".normalize("NFD");
  const links = ["/?e=anna%40xn--bcher-kva.example&x", "anna&#64;bücher.example", "anna\\u0040bücher.example"];
  const other = [
    "joanna@bücher.example",
    "jo.anna@bücher.example",
    "anna@bücher.example.org",
    "anna@mail.example",
    "anna",
  ];
  const texts = [...same, decomposed, ...links, "-anna@bücher.example", ...other];
  for (const written of [same[0] ?? "", same[1] ?? "", decomposed])
    expect(held(valueMatcher(written, "email"), texts), written).toEqual(texts.slice(0, -other.length));
  expect(valueMatcher("a@b.example", "email")(" A@B.example ")).toBe("whole");
  expect(valueMatcher("grete@mail.example")("x: Grete@mail.example")).toBe("part");
});

test("a name is found without regard to case, accents, spaces and order, at the beginning of a word", () => {
  const name = valueMatcher("Grete Müller", "personName");
  const same = [
    "GRETE  MÜLLER",
    "grete muller",
    "Grete Mueller",
    "Müller, Grete",
    "GreteMüller",
    "grete.mueller@mail.example",
  ];
  const texts = [...same, "Für Grete\nMüllers Geburtstag", "GRETE%20M%C3%9CLLER"];
  expect(held(name, [...texts, "Grete", "Grete Maier", "Margarete Müller", ""])).toEqual(texts);
  expect(held(valueMatcher("Ann"), ["ANN", "for Ann.", "Annex", "Joann", "ann's"])).toEqual([
    "ANN",
    "for Ann.",
    "ann's",
  ]);
  expect(held(valueMatcher("Anna"), ["Hannah", "Annas"])).toEqual(["Annas"]);
  expect(held(valueMatcher("Rosenweg 12"), ["rosenweg 12, Bonn", "Rosenweg 123"])).toEqual(["rosenweg 12, Bonn"]);
  expect(held(valueMatcher("田中太郎"), ["送り先:山田田中太郎様"])).toHaveLength(1);
  expect(held(valueMatcher("Anna Ebert"), ["AnnaEbert", "anna ebert"])).toHaveLength(2);
  expect(held(valueMatcher("AnnaEbert"), ["Anna Ebert"])).toHaveLength(1);
  expect(held(valueMatcher("🎂"), ["🎂", "🎁", ""])).toEqual(["🎂"]);
});

test("a long text of hostile shape takes no long time", () => {
  const hostile = ["1", "1 ", "17", "a", "a ", "@", "anna@", "%41", "&#", "-._+"].map((part) => part.repeat(200_000));
  const values = ["+49 171 2345678", "0111 1111111", "anna@mail.example", "Anna Aaa", "aaaa", "a a a a"];
  const started = Date.now();
  for (const value of values) held(valueMatcher(value), hostile);
  expect(Date.now() - started).toBeLessThan(15_000);
});
