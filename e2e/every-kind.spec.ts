import type { Page } from "playwright/test";
import { anyEmail, expect, expectAccessible, test } from "./fixtures";
import { chooseAction, expectStatus, openRequestOf, startExport } from "./support";

/** What each language's customers read, from the page of a kind to its answer. */
const languages = {
  "en-US": {
    email: "Email",
    verify: ["Verify", "Verify request"],
    wrong: "What is wrong?",
    right: "What is right?",
    // Amelia Hartley of the demo.
    known: { address: "amelia.hartley@mail.example", corrected: "Your data has been corrected", city: "City: Leeds" },
    kinds: [
      ["correction", "Request correction", "is now"],
      ["objection", "End marketing", "You get no more marketing"],
      ["opt-out", "Opt out", "Your data is no longer sold"],
      ["restriction", "Request restriction", "is not used while the reason lasts"],
      ["information", "Request information", "has told you what it holds about you"],
    ],
    answered: "has been answered",
    nothing: ["no data about you", /has looked for the email address .*holds no personal data about you/],
  },
  "de-DE": {
    email: "E-Mail",
    verify: ["Bestätigen", "Anfrage bestätigen"],
    wrong: "Was ist falsch?",
    right: "Was ist richtig?",
    known: { address: "aenne.grossmann@mail.example", corrected: "Ihre Daten wurden berichtigt", city: "Ort: Köln" },
    kinds: [
      ["correction", "Berichtigung verlangen", "ist jetzt"],
      ["objection", "Werbung beenden", "keine Werbung mehr"],
      ["opt-out", "Widersprechen", "nicht mehr verkauft"],
      ["restriction", "Einschränkung verlangen", "nicht verwendet, solange der Grund besteht"],
      ["information", "Auskunft verlangen", "mitgeteilt, was er über Sie gespeichert hat"],
    ],
    answered: "wurde beantwortet",
    nothing: ["keine Daten über Sie", /hat nach der E-Mail-Adresse .*keine personenbezogenen Daten/],
  },
} as const;

const LEFT = "The invoices stay as they were.";

for (const [locale, words] of Object.entries(languages))
  test(`every kind of request but a copy and an erasure goes from its page to its answer, in ${locale}`, async ({
    merchant: page,
    visitor,
    inbox,
  }) => {
    test.slow();
    const customer = await visitor({ locale, javaScriptEnabled: false });
    for (const [kind, submit, answer] of words.kinds) {
      const isCorrection = kind === "correction";
      const address = isCorrection ? words.known.address : anyEmail(kind);
      await customer.goto(`/s/demo/${kind}`);
      await customer.getByRole("textbox", { name: words.email }).fill(address);
      if (isCorrection) {
        await customer.getByRole("textbox", { name: words.wrong }).fill("I have moved.");
        await customer.getByRole("textbox", { name: words.right }).fill("Hamburg");
      }
      await customer.getByRole("button", { name: submit }).click();
      if (kind !== "opt-out") {
        await customer.goto((await inbox(address, words.verify[0])).link(words.verify[1]));
        await customer.getByRole("button", { name: words.verify[1] }).click();
        await expect(customer.getByRole("main")).toContainText(/DR-\w{4}-\w{4}/);
      }
      await openRequestOf(page, address);
      if (isCorrection) await correctCity(page);
      await page.getByRole("link", { name: "Done: tell the customer" }).click();
      const dialog = page.getByRole("dialog");
      if (isCorrection) await dialog.getByRole("textbox", { name: "What was not corrected" }).fill(LEFT);
      await dialog.getByRole("button", { name: "Close the request" }).click();
      await expectStatus(page, "answered");
      if (isCorrection) {
        await expect(page.getByRole("heading", { name: "What was corrected" })).toBeVisible();
        await expect(page.getByRole("main")).toContainText(LEFT);
        await expectAccessible(page);
      }
      const letter = await inbox(address, isCorrection ? words.known.corrected : words.answered);
      expect(letter.text).toContain(answer);
      if (isCorrection) expect(letter.text).toMatch(new RegExp(`${words.known.city}.*Hamburg[^]*${LEFT}`));
    }

    // Nobody the store knows.
    const unknown = anyEmail("unknown");
    await customer.goto("/s/demo/information");
    await customer.getByRole("textbox", { name: words.email }).fill(unknown);
    await customer.getByRole("button", { name: words.kinds[4][1] }).click();
    await customer.goto((await inbox(unknown, words.verify[0])).link(words.verify[1]));
    await customer.getByRole("button", { name: words.verify[1] }).click();
    await openRequestOf(page, unknown);
    await expect(page.getByText("No customer found").first()).toBeVisible();
    await page.getByRole("link", { name: "Done: tell the customer" }).click();
    await page.getByRole("radio", { name: "We hold no data about this person" }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Close the request" }).click();
    await expectStatus(page, "answered");
    expect((await inbox(unknown, words.nothing[0])).text).toMatch(words.nothing[1]);
  });

/** Corrects the city in the imported record, takes it back, and corrects it again; and ticks the shop. */
async function correctCity(page: Page) {
  await expect(page.getByText("In Dossier’s records:")).toBeVisible();
  const city = page
    .locator("div")
    .filter({ has: page.getByRole("term").filter({ hasText: /^City$/ }) })
    .last();
  const correct = async () => {
    await city.getByText("Correct City").click();
    await city.getByRole("textbox", { name: "City, corrected" }).fill("Hamburg");
    await city.getByRole("button", { name: "Save correction" }).click();
    await expectStatus(page, "Corrected.");
  };
  await correct();
  await expect(city).toContainText("Hamburg");
  await expectAccessible(page);
  await city.getByRole("button", { name: "Undo City" }).click();
  await expectStatus(page, "The old value is back.");
  await correct();
  await page.getByRole("button", { name: /^Tick The shop/ }).click();
  await expectStatus(page, "Ticked.");
}

test("a person confirms that an agent acts for them", async ({ merchant: page, visitor, inbox }) => {
  const address = anyEmail("principal");
  const customer = await visitor({ locale: "de-DE", javaScriptEnabled: false });
  await customer.goto("/s/demo/information");
  await customer.getByRole("textbox", { name: "E-Mail" }).fill(address);
  await customer.getByRole("button", { name: "Auskunft verlangen" }).click();
  await customer.goto((await inbox(address, "Bestätigen")).link("Anfrage bestätigen"));
  await customer.getByRole("button", { name: "Anfrage bestätigen" }).click();
  await openRequestOf(page, address);
  await chooseAction(page, "Made by an agent");
  await page.getByRole("textbox", { name: "Name of the agent" }).fill("Ada <b>Agent</b>");
  await page.getByRole("dialog").getByRole("button", { name: "Made by an agent" }).click();
  const card = page.getByRole("region", { name: "Authorized agent" });
  await expect(card).toContainText("Made by an agent: Ada <b>Agent</b>");
  await expectAccessible(page);
  const link = (await inbox(address, "Handelt jemand für Sie?")).link("Seite öffnen");
  await customer.goto(link);
  await customer.goto(link);
  await expect(customer.getByText("Ada <b>Agent</b> hat für Sie eine Datenanfrage")).toBeVisible();
  await customer.getByRole("button", { name: "Bestätigen" }).click();
  await expect(customer.getByRole("heading", { level: 1, name: "Sie haben es bestätigt" })).toBeVisible();
  await page.reload();
  await expect(card).toContainText("Confirmed,");
  await card.getByRole("button", { name: "I have seen the mandate" }).click();
  await expect(card).toContainText("Seen by");
});

test("a copy goes from the German page to its download", async ({ merchant: page, visitor, inbox }) => {
  const address = anyEmail("kopie");
  const customer = await visitor({ locale: "de-DE" });
  await customer.goto("/s/demo");
  await customer.getByRole("textbox", { name: "E-Mail" }).fill(address);
  await customer.getByRole("button", { name: "Datenexport anfordern" }).click();
  await expect(customer.getByRole("heading", { level: 1, name: "Sehen Sie in Ihrem Postfach nach" })).toBeVisible();
  await customer.goto((await inbox(address, "Bestätigen")).link("Anfrage bestätigen"));
  await customer.getByRole("button", { name: "Anfrage bestätigen" }).click();
  await expect(customer.getByRole("heading", { level: 1, name: "ist bestätigt" })).toBeVisible();
  await openRequestOf(page, address);
  await startExport(page);
  await page.getByRole("link", { name: "Deliver", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deliver" }).click();
  await customer.goto((await inbox(address, "Ihre Daten liegen bereit")).link("Daten abrufen"));
  await customer.getByRole("button", { name: "Code senden" }).click();
  const code = /^\d{6}$/m.exec((await inbox(address, "Code")).text)?.[0] ?? "";
  await customer.getByRole("textbox", { name: "Code" }).fill(code);
  const downloading = customer.waitForEvent("download");
  await customer.getByRole("button", { name: "Herunterladen" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.zip$/);
  expect((await inbox(address, "wurde beantwortet")).text).toContain("Sie haben Ihre Daten heruntergeladen.");
});
