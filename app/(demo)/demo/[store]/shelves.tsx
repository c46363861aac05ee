import { getLocale } from "next-intl/server";
import { listProducts } from "@/lib/demo/list-products";

/** What the store sells. */
export async function Shelves({ storeId, title }: { storeId: string; title: string }) {
  const products = await listProducts(storeId);
  const locale = await getLocale();
  if (products.length === 0) return null;
  return (
    <section aria-labelledby="shelves">
      <h2 id="shelves">{title}</h2>
      <ul className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-3">
        {products.map(({ name, price, currency }) => (
          <li key={name} className="overflow-hidden rounded-card border border-line bg-surface">
            <div
              aria-hidden="true"
              className="grid aspect-[4/3] place-items-center bg-accent-wash text-4xl font-semibold text-accent"
            >
              {[...name][0]}
            </div>
            <div className="px-3.5 py-3 text-sm">
              <p className="font-medium wrap-anywhere">{name}</p>
              <p className="text-ink-soft tabular-nums">
                {price.toLocaleString(locale, { style: "currency", currency })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
